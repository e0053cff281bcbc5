// Judges a policy by the rules of Google's CSP Evaluator.
//   node evaluate_policy.mjs <policy>
// Standard output: a JSON list of [severity, directive, what], the gravest first.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { CspEvaluator } = require("csp_evaluator");
const { CspParser } = require("csp_evaluator/dist/parser.js");
const { Severity, Type } = require("csp_evaluator/dist/finding.js");

const findings = new CspEvaluator(new CspParser(process.argv[2]).csp).evaluate();
findings.sort((/** @type {any} */ one, /** @type {any} */ other) => one.severity - other.severity);
const said = findings.map((/** @type {any} */ { severity, directive, type, value }) => [
  Severity[severity],
  directive,
  value ? `${Type[type]} ${value}` : Type[type],
]);
process.stdout.write(JSON.stringify(said));
