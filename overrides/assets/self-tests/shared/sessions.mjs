/**
 * Finds a session of a plan's week by its number.
 *
 * @module
 */

/** @import { PlanReport } from "./wire.d.ts" */

/**
 * @param {PlanReport} plan
 * @param {number} day number of the session, from 1; after the last one the first comes again
 */
export function sessionOf({ week }, day) {
  const sessions = week.filter(({ drills }) => drills.length > 0);
  return sessions[(day - 1) % sessions.length];
}
