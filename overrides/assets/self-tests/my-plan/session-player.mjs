/**
 * Leads through one session of a plan, one drill at a time: getting ready, sets, sides, rests.
 * Python decides the order and the times; this module plays them. Time is the difference between
 * two moments, and after a phone has slept through the end of a part, the next part begins in full.
 *
 * @module
 */

import { HIGH, LOOK, Signals, write } from "../form/signals.mjs";
import { one } from "../shared/dom.mjs";
import { filled, filledIn } from "../shared/fill-template.mjs";
import { newControls, pressed } from "../shared/presses.mjs";
import { TAB, put, textUnder, today } from "../shared/saved-results.mjs";
import { SESSION } from "../shared/storage-names.mjs";
import { watchVisit } from "../shared/visit-memory.mjs";

const SECOND = 1000;
// How many beats sound before a hold or a rest ends.
const COUNT_OUT = 3;
const MINUTE = 60;

/** @typedef {{ text: string, set: number, seconds: number, reps: number }} Part */

/**
 * Keeps how far a session has come, in this tab and for this day: a phone that slept may reload the
 * page. A session that is over is removed.
 *
 * @param {any[]} drills
 * @param {number} drill
 * @param {boolean} [counts]
 */
function reach(drills, drill, counts) {
  put(SESSION, drills[drill] && `${drill} ${counts} ${nameOf(drills)}`, TAB);
}

/**
 * Returns to which drill a session has come today, and whether it counts as done.
 *
 * @param {any[]} drills
 * @returns {[drill: number, counts?: boolean]}
 */
export function reached(drills) {
  const [drill, counts, ...name] = textUnder(SESSION, TAB)?.split(" ") ?? [];
  return name.join(" ") === nameOf(drills) ? [Number(drill), counts === "true"] : [0];
}

/** @param {any[]} drills */
function nameOf(drills) {
  return [today(), drills[0].day, ...drills.map(({ drill }) => drill)].join();
}

// The end of a visit ends this, too.
watchVisit((isOver) => {
  if (isOver) reach([], 0);
});

/** The player of one session, from its opening to its end. */
export class Session {
  #root;
  #closed;
  #drills;
  #plan;
  #dialog;
  #end = new AbortController();
  /** @type {Signals | undefined} */
  #signals;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;
  #drill;
  /** The part of the drill that is played; -1 until its clock is started. */
  #part = -1;
  /** Milliseconds of the part that had passed when the clock was last read. */
  #passed = 0;
  /** When the part began, by the page's clock; valid while the clock runs. */
  #from = 0;
  /** When the drill was shown. */
  #shown = 0;
  /**
   * Whether the session counts as done: one drill was shown at least as long as one set of it
   * takes, whether the reader followed its clock or counted alone.
   */
  #counts;

  /**
   * @param {Element} root gets the event `session-done` if it was
   * @param {any[]} drills at least one
   * @param {any} plan
   * @param {() => void} closed called when the reader has left it
   */
  constructor(root, drills, plan, closed) {
    this.#root = root;
    this.#closed = closed;
    this.#drills = drills;
    [this.#drill, this.#counts] = reached(drills);
    this.#plan = plan;
    this.#dialog = /** @type {HTMLDialogElement} */ (root.querySelector("[data-session-player]"));
    const { signal } = this.#end;
    this.#dialog.addEventListener("click", (event) => this.#press(event), { signal });
    this.#dialog.addEventListener("close", () => this.#close(), { signal });
    addEventListener("popstate", () => this.#dialog.close(), { signal });
    this.#showDrill();
    this.#dialog.showModal();
    newControls();
  }

  #close() {
    this.#stand();
    this.#signals?.end();
    this.#end.abort();
    newControls();
    this.#closed();
  }

  /** @returns {Part | undefined} */
  get #now() {
    return this.#drills[this.#drill]?.parts[this.#part];
  }

  /** @param {string} name */
  #one(name) {
    return one(this.#dialog, `[data-session-${name}]`);
  }

  /** @param {Event} event */
  #press(event) {
    switch (pressed(event)?.dataset.sessionDo) {
      case "clock":
        if (this.#looking) this.#stand();
        else this.#run();
        newControls();
        break;
      case "skip":
        if (this.#now) {
          this.#signals?.tone(HIGH);
          this.#next();
        } else this.#nextDrill();
        newControls();
        break;
      case "end":
        this.#dialog.close();
        break;
    }
  }

  #run() {
    this.#signals ??= new Signals();
    if (this.#part < 0) this.#part = 0;
    this.#from = performance.now() - this.#passed;
    this.#looking = setInterval(() => this.#look(), LOOK);
    this.#beat();
    this.#show();
  }

  #stand() {
    if (!this.#looking) return;
    this.#passed = performance.now() - this.#from;
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#signals?.quiet();
    this.#show();
  }

  #look() {
    this.#passed = performance.now() - this.#from;
    if (this.#passed < (this.#now?.seconds ?? 0) * SECOND) this.#show();
    else {
      this.#signals?.over();
      this.#next();
      // A press on Skip that came a moment too late was meant for the part before.
      newControls({ keys: !this.#now });
    }
  }

  #next() {
    this.#part += 1;
    this.#passed = 0;
    this.#from = performance.now();
    if (!this.#now) {
      this.#nextDrill();
      return;
    }
    if (this.#looking) this.#beat();
    this.#show();
  }

  #nextDrill() {
    this.#stand();
    const work = this.#drills[this.#drill].parts.find((/** @type {Part} */ { reps }) => reps);
    this.#counts ||= performance.now() - this.#shown >= work.seconds * SECOND;
    this.#drill += 1;
    this.#part = -1;
    this.#passed = 0;
    this.#showDrill();
  }

  /** Plays a beat for each repetition, or for the last seconds of a part without repetitions. */
  #beat() {
    const { seconds, reps } = /** @type {Part} */ (this.#now);
    const passed = this.#passed / SECOND;
    const every = reps > 1 ? seconds / reps : 1;
    const left = Math.ceil((seconds - passed) / every) - 1;
    const count = reps > 1 ? left : Math.min(left, COUNT_OUT);
    this.#signals?.beats(seconds - passed - count * every, every, count, true);
  }

  #showDrill() {
    const drill = this.#drills[this.#drill];
    const numbers = { number: this.#drill + 1, count: this.#drills.length };
    reach(this.#drills, this.#drill, this.#counts);
    this.#shown = performance.now();
    const led = this.#drills;
    const name = drill ? "drill" : this.#counts ? "done" : "skipped";
    this.#fill("drill", name, { ...this.#plan, ...drill, ...numbers, led });
    this.#fill("how", drill ? "how" : "", drill);
    this.#show();
    if (!drill) {
      this.#one("do=end").focus();
      if (this.#counts) this.#root.dispatchEvent(new Event("session-done"));
    }
    this.#dialog.scrollTop = 0;
  }

  /**
   * @param {string} place
   * @param {string} name
   * @param {object} scope
   */
  #fill(place, name, scope) {
    const template = this.#root.querySelector(`[data-template="session-${name}"]`);
    this.#one(place).replaceChildren(
      ...(template instanceof HTMLTemplateElement ? [filled(template, scope)] : []),
    );
  }

  #show() {
    const drill = this.#drills[this.#drill];
    const clock = this.#one("do=clock");
    const isBegun = this.#part >= 0;
    const { start, pause, on } = clock.dataset;
    write(clock, this.#looking ? pause : isBegun ? on : start);
    const end = this.#one("do=end");
    write(end, drill ? end.dataset.early : end.dataset.done);
    end.classList.toggle("self-test-continue", !drill);
    for (const each of [clock, this.#one("do=skip"), this.#one("clock")]) each.hidden = !drill;
    // A screen reader reads it when it changes: an equal text is not written again.
    write(this.#one("says"), this.#now?.text ?? drill?.dose);
    const { seconds, reps } = this.#now ?? drill?.parts[0] ?? { seconds: 0, reps: 0 };
    const passed = this.#passed / SECOND;
    write(
      this.#one("digits"),
      reps > 1
        ? `${Math.min(reps, Math.floor((passed / seconds) * reps) + 1)}/${reps}`
        : String(Math.max(0, Math.ceil(seconds - passed))),
    );
    const unit = this.#one("unit");
    write(unit, reps > 1 ? unit.dataset.reps : unit.dataset.seconds);
    this.#showWhatIsLeft();
  }

  /** Shows what comes next, and how many minutes the whole session still takes. */
  #showWhatIsLeft() {
    const drills = this.#drills.slice(this.#drill);
    const [now, then] = drills;
    const part = Math.max(0, this.#part);
    const what = now?.parts[part + 1]?.text ?? then?.title;
    const next = this.#one("next");
    write(next, what && filledIn(next.dataset.next, { what }));
    const parts = drills.flatMap(({ parts: all }, at) => (at ? all : all.slice(part)));
    const seconds = parts.reduce((sum, each) => sum + each.seconds, -this.#passed / SECOND);
    const left = this.#one("left");
    const minutes = Math.ceil(seconds / MINUTE);
    write(left, seconds > 0 ? filledIn(left.dataset.left, { minutes }) : "");
  }
}
