// When each stage of a cold start begins, in milliseconds since the first press.
import { connect } from "../../../overrides/assets/self-tests/python/client.mjs";

/**
 * @param {any} bundle
 * @param {any} request
 */
export async function stages(bundle, request) {
  /** @type {Record<string, number>} */
  const began = {};
  const start = performance.now();
  const connection = connect(
    { ...bundle, base: new URL(bundle.base, location.href).href },
    { onprogress: ({ stage }) => (began[stage] ??= performance.now() - start) },
  );
  void connection.start();
  await connection.respond(request);
  began["first result"] = performance.now() - start;
  return began;
}
