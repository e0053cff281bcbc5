/**
 * Which unit lengths are measured in before the reader has chosen one.
 *
 * @module
 */

// The one country whose tapes are in inches.
const OF_INCHES = /-US$/i;

/**
 * Makes inches the first choice for a browser of the United States, where the practice leaves it to
 * the country. What was chosen stays chosen.
 *
 * @param {Element} element
 */
export function chooseByCountry(element) {
  if (!OF_INCHES.test(navigator.language)) return;
  for (const choice of element.querySelectorAll("[data-by-country] input")) {
    const radio = /** @type {HTMLInputElement} */ (choice);
    radio.defaultChecked = radio.value === "in";
  }
}
