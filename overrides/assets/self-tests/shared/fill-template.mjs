/**
 * Fills `<template>`s with finished texts. All of them are set as textContent, so no text can
 * become markup.
 *
 *     data-text="a.b"     the text of a.b ("." is the value itself)
 *     data-each="list"    one copy of the element for each item, filled from the item
 *     data-if="a"         only if a is there and not empty; data-unless is the opposite
 *     data-href, data-value   the attribute of that name
 *     data-link="x/{}.txt"    the address for data-href, which takes the place of all braces
 *     data-vars="a b.c"   the style variables --a and --c
 *     data-state-of="a.b"     what a style sheet draws it by, as data-state
 *     data-figure="a"     the picture of drill a, once the file with all of them has come
 *
 * @module
 */

import { documentAt } from "./dom.mjs";

/** The pictures of all drills, once one of them is needed. @type {Promise<Document | null> | undefined} */
let pictures;

/**
 * @param {any} scope
 * @param {string} path
 */
function at(scope, path) {
  return path === "." ? scope : path.split(".").reduce((value, key) => value?.[key], scope);
}

/** @param {any} value */
function isThere(value) {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** @param {any} value an object counts as the list of its entries */
function itemsOf(value) {
  if (Array.isArray(value)) return value;
  return Object.entries(value ?? {}).map(([key, entry]) => ({ key, value: entry }));
}

/**
 * Returns a copy of the template's content, filled.
 *
 * @param {HTMLTemplateElement} template
 * @param {object} scope
 */
export function filled(template, scope) {
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  for (const element of [...copy.children]) fillEach(element, scope);
  return copy;
}

/**
 * @param {string | undefined} sentence
 * @param {Record<string, unknown>} gaps
 * @returns {string} the sentence with its gaps filled
 */
export function filledIn(sentence = "", gaps) {
  return sentence.replace(/\{(\w+)\}/g, (_, key) => String(gaps[key] ?? ""));
}

/**
 * @param {Element} element
 * @param {any} scope
 */
function fillEach(element, scope) {
  const { each } = /** @type {HTMLElement} */ (element).dataset;
  if (!each) {
    fillOne(element, scope);
    return;
  }
  element.removeAttribute("data-each");
  for (const item of itemsOf(at(scope, each))) {
    const copy = /** @type {Element} */ (element.cloneNode(true));
    element.before(copy);
    fillOne(copy, item);
  }
  element.remove();
}

/**
 * @param {Element} element
 * @param {any} scope
 */
function fillOne(element, scope) {
  const { dataset, style } = /** @type {HTMLElement} */ (element);
  const { if: wanted, unless, text, href, link = "{}", value, vars, figure, stateOf } = dataset;
  if ((wanted && !isThere(at(scope, wanted))) || (unless && isThere(at(scope, unless)))) {
    element.remove();
    return;
  }
  if (text) element.textContent = at(scope, text) ?? "";
  if (href) element.setAttribute("href", link.replaceAll("{}", at(scope, href)));
  if (value) element.setAttribute("value", at(scope, value));
  if (stateOf) dataset.state = at(scope, stateOf);
  for (const name of vars?.split(" ") ?? []) {
    style.setProperty(`--${name.split(".").at(-1)}`, at(scope, name));
  }
  for (const child of [...element.children]) fillEach(child, scope);
  if (figure) void draw(element, CSS.escape(at(scope, figure)));
}

/**
 * Draws a drill. Without its picture a card says the same.
 *
 * @param {Element} element
 * @param {string} drill
 */
async function draw(element, drill) {
  const file = await (pictures ??= documentAt(new URL("drill-figures.xml", import.meta.url)));
  // Without a network the next card asks again.
  if (!file) pictures = undefined;
  const drawn = file?.querySelector(`[data-figure-of~="${drill}"]`)?.cloneNode(true);
  if (drawn) element.append(.../** @type {Element} */ (drawn).children);
}
