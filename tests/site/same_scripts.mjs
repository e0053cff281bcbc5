// Says which scripts do not mean the same as others, as TypeScript reads them.
//   node same_scripts.mjs <folder of TypeScript>
// Standard input is a JSON object: by name, a pair of scripts. Standard output is a JSON list of the
// names whose two differ or cannot be read. The first of a pair may be a list of scripts that were
// joined: then imports, the word `export` and the order do not count. Two names declared in one statement
// are those of two, and parentheses are what is in them, but for where a chain with `?.` ends. Private
// names of a class may be others, if each stands where one other stood. So may the names that one script
// declares and does not export, if each place still means what is declared at the same place: `{ one }` may
// be `{ one: a }`. A constant may be a variable, as the check of types refuses to give it another value, and
// `!0` is `true`.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ts } = await import(pathToFileURL(`${process.argv[2]}/lib/typescript.js`).href);

/**
 * @param {any} node
 * @returns {number | undefined} the kind of `true` or `false`, if this is one of them or `!0` or `!1`
 */
function truthOf(node) {
  const { TrueKeyword, FalseKeyword, ExclamationToken } = ts.SyntaxKind;
  if (node.kind === TrueKeyword || node.kind === FalseKeyword) return node.kind;
  const isNot = ts.isPrefixUnaryExpression(node) && node.operator === ExclamationToken;
  if (isNot && node.operand.text === "0") return TrueKeyword;
  return isNot && node.operand.text === "1" ? FalseKeyword : undefined;
}

/**
 * @param {string} script
 * @returns {{ file: any, checker: any }} the script as it is parsed, and what says where a name is declared
 */
function parsed(script) {
  const { ESNext: target } = ts.ScriptTarget;
  const file = ts.createSourceFile("script.js", script, target, true);
  const host = {
    fileExists: (/** @type {string} */ name) => name === file.fileName,
    getCanonicalFileName: (/** @type {string} */ name) => name,
    getCurrentDirectory: () => "",
    getDefaultLibFileName: () => "",
    getNewLine: () => "\n",
    getSourceFile: () => file,
    readFile: () => undefined,
    useCaseSensitiveFileNames: () => true,
    writeFile: () => {},
  };
  const { Force: moduleDetection } = ts.ModuleDetectionKind;
  const options = { allowJs: true, noLib: true, noResolve: true, target, moduleDetection };
  return { file, checker: ts.createProgram([file.fileName], options, host).getTypeChecker() };
}

/**
 * @param {any} symbol what a name means
 * @returns {boolean} whether its script has declared it for itself alone
 */
function isOwn(symbol) {
  const [declared] = symbol?.declarations ?? [];
  if (!declared || ts.isImportSpecifier(declared)) return false;
  return !(ts.getCombinedModifierFlags(declared) & ts.ModifierFlags.Export);
}

/**
 * @param {any} node
 * @returns {boolean} whether a name is that of a property
 */
function isKey(node) {
  const { parent } = node;
  if (ts.isBindingElement(parent)) return node === parent.propertyName;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  const hasKey =
    ts.isPropertyAccessExpression(parent) || ts.isObjectLiteralElement(parent) || ts.isClassElement(parent);
  return hasKey && parent.name === node;
}

/**
 * @param {any} node
 * @returns {boolean} whether a name is that of a property and of a variable at once
 */
function isShared(node) {
  if (ts.isShorthandPropertyAssignment(node)) return true;
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return false;
  return !node.propertyName && !node.dotDotDotToken;
}

/**
 * @param {string} script
 * @param {boolean} isJoined
 */
function treesOf(script, isJoined) {
  const { file, checker } = parsed(script);
  if (file.parseDiagnostics.length > 0) throw new Error(file.parseDiagnostics[0].messageText);
  /** @type {(node: any) => unknown} */
  const tree = (node) => {
    if (ts.isParenthesizedExpression(node)) return tree(node.expression);
    const truth = truthOf(node);
    if (truth) return [truth, undefined, 0, undefined];
    if (isShared(node)) return shared(node);
    /** @type {unknown[]} */
    const children = [];
    ts.forEachChild(node, (/** @type {any} */ child) => {
      if (!isJoined || child.kind !== ts.SyntaxKind.ExportKeyword) children.push(...trees(child));
    });
    return [...own(node), ...children];
  };
  const { BlockScoped, OptionalChain } = ts.NodeFlags;
  /** @type {(flags: number) => unknown[]} */
  const flagged = (flags) => [Boolean(flags & BlockScoped), flags & OptionalChain];
  const { BinaryExpression, EqualsToken, Identifier, PropertyAssignment } = ts.SyntaxKind;
  /** A node that is not written. @type {(kind: number, name?: string) => unknown[]} */
  const unwritten = (kind, name) => [kind, undefined, flagged(0), name];
  /** As if both names were written: `{ one: one }`. @type {(node: any) => unknown} */
  const shared = (node) => {
    const key = unwritten(Identifier, node.name.text);
    if (ts.isBindingElement(node)) {
      return [...own(node), key, tree(node.name), ...(node.initializer ? [tree(node.initializer)] : [])];
    }
    const { objectAssignmentInitializer: initial } = node;
    const value = tree(node.name);
    const given = [...unwritten(BinaryExpression), value, unwritten(EqualsToken), initial && tree(initial)];
    return [...unwritten(PropertyAssignment), key, initial ? given : value];
  };
  /** @type {(node: any) => any} */
  const meant = (node) =>
    ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
  /** What is declared, in the order in which it is first said. @type {any[]} */
  const symbols = [];
  /** The private names of one statement, in their order. @type {string[]} */
  const names = [];
  /** @type {(node: any) => unknown} */
  const said = (node) => {
    if (!isJoined && ts.isIdentifier(node) && !isKey(node)) {
      const symbol = meant(node);
      if (isOwn(symbol) && !symbols.includes(symbol)) symbols.push(symbol);
      return isOwn(symbol) ? symbols.indexOf(symbol) : node.text;
    }
    if (!ts.isPrivateIdentifier(node)) return node.text;
    if (!names.includes(node.text)) names.push(node.text);
    return names.indexOf(node.text);
  };
  // `++` and `let` are no nodes of their own.
  /** @type {(node: any) => unknown[]} */
  const own = (node) => [node.kind, node.operator, flagged(node.flags), said(node)];
  /** @type {(node: any) => unknown[]} */
  const trees = (node) => {
    const list = node.modifiers ? undefined : node.declarationList;
    return list
      ? list.declarations.map((/** @type {any} */ one) => [...own(node), [...own(list), tree(one)]])
      : [tree(node)];
  };
  return file.statements
    .filter((/** @type {any} */ { kind }) => !isJoined || kind !== ts.SyntaxKind.ImportDeclaration)
    .flatMap((/** @type {any} */ statement) => {
      names.length = 0;
      return trees(statement);
    })
    .map((/** @type {unknown} */ each) => JSON.stringify(each));
}

/**
 * @param {string | string[]} one
 * @param {string} other
 */
function isSame(one, other) {
  const isJoined = Array.isArray(one);
  const [before, after] = [[one].flat(), [other]].map((scripts) => {
    const trees = scripts.flatMap((script) => treesOf(script, isJoined));
    return JSON.stringify(isJoined ? trees.sort() : trees);
  });
  return before === after;
}

const pairs = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const differing = pairs.filter(([, [one, other]]) => {
  try {
    return !isSame(one, other);
  } catch {
    return true;
  }
});
process.stdout.write(JSON.stringify(differing.map(([name]) => name)));
