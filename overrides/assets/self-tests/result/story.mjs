/**
 * Draws a picture for a "story" in social media from the leg in a result. It is loaded when the
 * reader asks for one. Python writes every word of it; the picture is drawn on the device and stays
 * there unless the reader shares it.
 *
 * @module
 */

/** @import { StoryWords } from "../shared/wire.d.ts" */

const WIDTH = 1080;
const HEIGHT = 1920;
const EDGE = 90;
// Where the leg is drawn; the words are above it, the numbers and the address below.
const LEG = { top: 620, width: 520, height: 860 };
const BESIDE = EDGE + LEG.width + 40;
// Styles that are copied into attributes: style sheets do not apply inside a picture.
const STYLES = [
  ...["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"],
  ...["display", "r"],
];

/**
 * Returns the picture, which a long press saves; nothing if it was shared or sharing was canceled.
 *
 * @param {Element} leg where the result shows it
 * @param {StoryWords} words
 * @returns {Promise<HTMLImageElement | undefined>}
 */
export async function story(leg, words) {
  const canvas = await drawn(leg, words);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  const files = blob ? [new File([blob], "my-leg.png", { type: "image/png" })] : [];
  try {
    if (navigator.canShare?.({ files })) {
      await navigator.share({ files });
      return undefined;
    }
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") return undefined;
  }
  const picture = new Image(WIDTH, HEIGHT);
  picture.src = canvas.toDataURL();
  const { title, under, names, numbers } = words;
  picture.alt = [title, under, ...Object.values(names), ...numbers].join(" ");
  picture.className = "keep-story";
  return picture;
}

/**
 * @param {Element} leg
 * @param {StoryWords} words
 */
async function drawn(leg, { title, under, names, numbers }) {
  const body = /** @type {SVGSVGElement} */ (leg.querySelector(".leg-body"));
  const { left, top, width, height } = sizes(body);
  const scale = Math.min(LEG.width / width, LEG.height / height);
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const page = getComputedStyle(document.body);
  pen.fillStyle = page.backgroundColor;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  const picture = new Image();
  const loaded = new Promise((resolve, reject) => {
    picture.onload = resolve;
    picture.onerror = reject;
  });
  picture.src = `data:image/svg+xml,${encodeURIComponent(alone(body, names, scale))}`;
  await loaded;
  pen.drawImage(picture, EDGE, LEG.top, width * scale, height * scale);

  /**
   * Writes a text in as many lines as it needs, and returns where the next one goes.
   *
   * @param {string} text
   * @param {number} size
   * @param {number} x
   * @param {number} y
   */
  const write = (text, size, x, y) => {
    pen.font = `${size > 60 ? 800 : 500} ${size}px ${page.fontFamily}`;
    const lines = wrapped(pen, text, WIDTH - EDGE - x);
    for (const [place, line] of lines.entries()) pen.fillText(line, x, y + place * size * 1.2);
    return y + lines.length * size * 1.2;
  };
  pen.fillStyle = page.color;
  pen.textBaseline = "middle";
  const below = write(title, 104, EDGE, 220);
  write(under, 52, EDGE, below + 10);
  for (const mark of marks(body)) {
    const name = names[mark.line];
    if (!name) continue;
    const y = LEG.top + (mark.beside - top) * scale;
    pen.strokeStyle = page.color;
    pen.lineWidth = 3;
    pen.beginPath();
    pen.moveTo(EDGE + (mark.x - left) * scale + 40, LEG.top + (mark.y - top) * scale);
    pen.lineTo(BESIDE - 15, y);
    pen.stroke();
    write(name, 44, BESIDE, y);
  }
  let y = LEG.top + height * scale + 110;
  for (const number of numbers) y = write(number, 44, EDGE, y);
  write(location.host, 44, EDGE, HEIGHT - 110);
  return canvas;
}

/** @param {SVGSVGElement} body */
function sizes(body) {
  const { x, y, width, height } = body.viewBox.baseVal;
  return { left: x, top: y, width, height };
}

/**
 * Returns the marks of the leg: the line of each, its place, and the height of its name.
 *
 * @param {SVGSVGElement} body
 */
function marks(body) {
  const leaders = [...body.querySelectorAll(".leg-leader")];
  return [...body.querySelectorAll(".leg-mark")].map((mark, place) => {
    const [x = 0, y = 0, , beside = y] = numbersIn(leaders[place]?.getAttribute("d"));
    return { line: lineOf(mark), x, y, beside };
  });
}

/** @param {string | null | undefined} text */
function numbersIn(text) {
  return (text?.match(/-?[\d.]+/g) ?? []).map(Number);
}

/** @param {Element} mark */
function lineOf(mark) {
  // As `picture.marks.<line>.state`.
  return mark.getAttribute("data-state-of")?.split(".")[2] ?? "";
}

/**
 * Returns the drawing as a file without style sheets, and without marks that have no name.
 *
 * @param {SVGSVGElement} body
 * @param {Record<string, string>} names
 * @param {number} scale
 */
function alone(body, names, scale) {
  const copy = /** @type {SVGSVGElement} */ (body.cloneNode(true));
  const copies = copy.querySelectorAll("*");
  for (const [place, one] of body.querySelectorAll("*").entries()) {
    const style = getComputedStyle(one);
    for (const name of STYLES) copies[place]?.setAttribute(name, style.getPropertyValue(name));
  }
  for (const mark of copy.querySelectorAll(".leg-mark")) {
    if (!(lineOf(mark) in names)) mark.remove();
  }
  for (const leader of copy.querySelectorAll(".leg-leader")) leader.remove();
  const { width, height } = sizes(body);
  copy.setAttribute("width", `${width * scale}`);
  copy.setAttribute("height", `${height * scale}`);
  return new XMLSerializer().serializeToString(copy);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {number} width
 */
function wrapped(pen, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter(Boolean);
}
