// Says which scripts do not mean the same as others, as TypeScript reads them.
//   node same_scripts.mjs <folder of TypeScript>
// Standard input is a JSON object: by name, a pair of scripts. Standard output is a JSON list of the
// names whose two differ or cannot be read.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ts } = await import(pathToFileURL(`${process.argv[2]}/lib/typescript.js`).href);

/** @param {string} script */
function treeOf(script) {
  const file = ts.createSourceFile("script.js", script, ts.ScriptTarget.ESNext);
  if (file.parseDiagnostics.length > 0) throw new Error(file.parseDiagnostics[0].messageText);
  /** @type {(node: any) => unknown} */
  const tree = (node) => {
    /** @type {unknown[]} */
    const children = [];
    ts.forEachChild(node, (/** @type {any} */ child) => void children.push(tree(child)));
    // `++` and `let` are no nodes of their own.
    return [node.kind, node.operator, node.flags & ts.NodeFlags.BlockScoped, node.text, ...children];
  };
  return JSON.stringify(file.statements.map(tree));
}

const pairs = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const differing = pairs.filter(([, [one, other]]) => {
  try {
    return treeOf(one) !== treeOf(other);
  } catch {
    return true;
  }
});
process.stdout.write(JSON.stringify(differing.map(([name]) => name)));
