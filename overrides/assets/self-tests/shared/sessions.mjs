/**
 * Which session of a plan's week is meant.
 *
 * @module
 */

/** @import { PlanReport } from "./wire.d.ts" */

/**
 * @param {PlanReport} plan
 * @param {number} day of a session, from 1; after the last one comes the first
 */
export function sessionOf({ week }, day) {
  const sessions = week.filter(({ drills }) => drills.length > 0);
  return sessions[(day - 1) % sessions.length];
}
