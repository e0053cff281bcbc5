/**
 * The light and dark switch in the header. A reader's choice is kept; until there is one, the page
 * follows the system. The page's head has already set the scheme, before the first paint.
 */

const KEY = "site-scheme";
const page = document.documentElement;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
/** @type {HTMLButtonElement | null} */
const button = document.querySelector("button[data-scheme-switch]");

/** @returns {string | null} the reader's own choice, `null` without one or where storage is closed */
function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} scheme `default` is light, `slate` is dark: the theme's names for them */
function show(scheme) {
  page.setAttribute("data-md-color-scheme", scheme);
  button?.setAttribute("aria-pressed", String(scheme === "slate"));
}

function follow() {
  show(chosen() ?? (systemIsDark.matches ? "slate" : "default"));
}

function change() {
  const scheme = page.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // Storage is closed to us: the choice holds for this page.
  }
  show(scheme);
}

if (button) {
  follow();
  button.hidden = false;
  button.addEventListener("click", change);
  systemIsDark.addEventListener("change", follow);
}
