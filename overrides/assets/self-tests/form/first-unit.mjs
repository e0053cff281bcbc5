/**
 * Which unit lengths have until the reader chooses one.
 *
 * @module
 */

// The one country whose tapes are in inches.
const OF_INCHES = /-US$/i;

/**
 * Preselects inches in a browser set to the United States, where the practice leaves the unit to
 * the country. A choice of the reader stays.
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
