// Written by `uv run python -m self_tests generate`. What each means stands in Python.

export type Raw = string | number | (string | number)[];

export type LengthUnit = "cm" | "in";

export type Equipment = "resistance-band" | "box" | "plate-or-kettlebell" | "barbell" | "belt" | "rack";

/**
 * Who runs this site: the gaps that care cards and shared texts fill.
 *
 * A request says who; without that, what holds everywhere is said.
 */
export interface Practice {
  name?: string;
  emergency_number?: string;
}

/**
 * The report of a visit.
 *
 * `equipment` is what is at hand, everything when left out; `minutes` the length of a session;
 * `today` the reader's own date, for retest dates; `practice` who runs the site.
 */
export interface ScoreRequest {
  do: "score";
  version: 1;
  self_tests?: string[] | undefined;
  answers?: Record<string, Raw> | undefined;
  confirmed?: string[] | undefined;
  unit?: LengthUnit | undefined;
  equipment?: Equipment[] | undefined;
  minutes?: number | undefined;
  today?: string | undefined;
  practice?: Practice | undefined;
}

export type SafetyLevel = "emergency" | "urgent" | "clinician" | "ask-first" | "education" | "under-18" | "clear";

/**
 * A finished care card.
 */
export interface CareReport {
  level: SafetyLevel;
  title: string;
  text: string;
  actions: string[];
}

export type Side = "left" | "right";

/**
 * One side of one measure. `low` and `high` are the value -/+ one error.
 *
 * `at` is the value's place on the bar, from 0 (worst) to 100, `from_at` and `to_at` are the ends
 * of its error there, the lower one first; `letter` marks it. `label` says what the number is of,
 * if neither a side nor its own words do.
 */
export interface SideReport {
  side: Side | null;
  side_text: string;
  value: number | null;
  unit: string;
  text: string;
  label: string;
  tier: string | null;
  tier_text: string;
  close: boolean;
  sentence: string;
  stopped: boolean;
  error: number | null;
  error_text: string;
  low: number | null;
  high: number | null;
  letter: string;
  at: number | null;
  from_at: number | null;
  to_at: number | null;
}

/**
 * One tier as a zone of a bar, which is 100 long.
 */
export interface ZoneReport {
  text: string;
  size: number;
}

/**
 * How far left and right lie apart, and whether that is real.
 */
export interface DifferenceReport {
  value: number;
  text: string;
  real: boolean;
  worse_side: Side | null;
  sentence: string;
}

/**
 * When to measure again and what change would be real; `date` only if `today` was given.
 */
export interface RetestReport {
  weeks: number;
  date: string | null;
  sentence: string;
}

export type Status = "measured" | "reported" | "derived" | "our choice";

/**
 * A number of a rule with its status and sources.
 */
export interface NumberReport {
  name: string;
  text: string;
  status: Status;
  why: string;
  sources: string[];
}

/**
 * A rule with the reader's own values put in.
 *
 * `docstring` is the rule's own, from the code, and `file` where that code stands.
 */
export interface RuleReport {
  id: string;
  name: string;
  docstring: string;
  file: string;
  sentence: string;
  fired: boolean;
  numbers: NumberReport[];
}

/**
 * What the request `squat` needs of a measured distance, in the reader's unit.
 */
export interface ExploreAsked {
  wall: number;
  unit: "cm" | "in";
  measures: 1 | 3;
}

/**
 * The place of a result on the slider of the squat explorer, by its name in an address.
 *
 * `asked` brings the sentence for the distance itself, with the error of the reader's own way of
 * measuring; it is `None` for one that the explorer does not reach.
 */
export interface ExploreReport {
  place: string;
  text: string;
  asked: ExploreAsked | null;
}

/**
 * What one measure of one self-test reads. `warnings` are notes that stay in sight.
 *
 * `zones` are the tiers on a bar, the worst first; without tiers there is no bar. `explore` leads
 * to the squat explorer, if that is about this measure.
 */
export interface ResultReport {
  self_test: string;
  title: string;
  measure: string;
  measure_text: string;
  sides: SideReport[];
  zones: ZoneReport[];
  difference: DifferenceReport | null;
  notes: string[];
  warnings: string[];
  retest: RetestReport | null;
  rules: RuleReport[];
  explore: ExploreReport | null;
}

export type LineState = "first" | "close" | "work" | "clear" | "open" | "jumped";

/**
 * What decided a line, if its first number does not show it: `text` is a number or empty.
 */
export interface DecidedReport {
  text: string;
  label: string;
}

export type Place = "first" | "next" | "also" | "too close" | "";

/**
 * A self-test that would make a line firmer.
 */
export interface MissingSelfTest {
  self_test: string;
  title: string;
  minutes: number;
}

/**
 * One line, as far as it can be read. Knee and load has only a band, and no score.
 *
 * `band_text` says that a band is too close to call if it comes out again too seldom. `place` is
 * what the line is beside the first thing; at most one line of a report is first or next. `state`
 * is what the line is drawn as, and `state_text` the same in a word or two; `measures` are the
 * results that are shown with it, each with one line only, the weightiest first. `decided` is
 * shown in place of their numbers and bar, if something else decided.
 */
export interface LineReport {
  line: string;
  title: string;
  state: LineState;
  state_text: string;
  measures: string[];
  decided: DecidedReport | null;
  band: string;
  band_text: string;
  place: Place;
  sentence: string;
  score: number | null;
  error: number | null;
  completeness: number | null;
  missing: MissingSelfTest[];
}

/**
 * In how many of 100 re-measurements a line keeps its reading.
 */
export interface LineCertainty {
  line: string;
  stays: number;
  sentence: string;
}

/**
 * The smallest change of one measure that would move a line to another band.
 */
export interface ChangeReport {
  line: string;
  measure: string;
  by: number;
  to_value: number;
  band: string;
  sentence: string;
}

/**
 * How sure a report is: `text` in a word or two, empty if knee and load comes first.
 */
export interface CertaintyReport {
  text: string;
  first_stays: number | null;
  first_sentence: string | null;
  lines: LineCertainty[];
  changes: ChangeReport[];
}

/**
 * How one line is drawn in the picture of the leg: its state, and the words for both.
 */
export interface MarkReport {
  state: LineState | "not-tested";
  state_text: string;
  name: string;
}

/**
 * The reader's own leg: a mark for each line there is, and the same as one sentence.
 */
export interface PictureReport {
  marks: Record<string, MarkReport>;
  sentence: string;
}

/**
 * One stretch of a drill: getting ready, work, changing sides or rest.
 *
 * `set` is the first set that needs it: with fewer sets, only parts up to the last of those are
 * played. Work has `reps` that share its `seconds`; all other parts have none.
 */
export interface PartReport {
  text: string;
  set: number;
  seconds: number;
  reps: number;
}

/**
 * One drill of the plan, finished to read. `eased` says why it starts in its easier form.
 *
 * `first_side` says, in a word or two, where to begin when one side is worse.
 *
 * `parts` are all its sets in their order, for a clock to lead through.
 */
export interface DrillReport {
  drill: string;
  title: string;
  why: string;
  eased: string;
  first_side: string;
  before_training: string;
  minutes: number;
  dose: string;
  dose_status: Status;
  days: number;
  steps: string[];
  easier: string;
  harder: string;
  cautions: string[];
  stop: string;
  expect: string;
  grade: string;
  equipment: string[];
  sources: string[];
  rules: string[];
  parts: PartReport[];
}

/**
 * One drill in one session, with the sets that fit.
 *
 * `dose` is the day's own if fewer sets fit than the drill's dose says, and otherwise empty.
 */
export interface PlannedReport {
  drill: string;
  title: string;
  sets: number;
  seconds: number;
  text: string;
  dose: string;
}

/**
 * One session of the week. `start_text` names it with its minutes, for a button.
 */
export interface SessionReport {
  day: number;
  title: string;
  start_text: string;
  seconds: number;
  drills: PlannedReport[];
}

/**
 * What the self-tests add (`drills`), what everybody gets (`base`), and the week of both.
 */
export interface PlanReport {
  minutes: number;
  drills: DrillReport[];
  base: DrillReport[];
  week: SessionReport[];
  discomfort_rule: string;
  notes: string[];
}

/**
 * A source that this report rests on.
 */
export interface SourceReport {
  id: string;
  citation: string;
  status: Status;
  note: string;
  url: string;
}

/**
 * The words of a picture that the reader shows to others; none of them reveals discomfort.
 *
 * `names` are the parts of the leg with their states, by line.
 */
export interface StoryWords {
  title: string;
  under: string;
  names: Record<string, string>;
  numbers: string[];
}

/**
 * The words of that picture: `plain` without sides and numbers, `full` with them.
 */
export interface StoryReport {
  plain: StoryWords;
  full: StoryWords;
}

/**
 * The whole report. Without the level `clear` it has no plan, and lines only for a link.
 *
 * `headline` is one short sentence; `under_headline` is shown under it and may be empty. `lead` is
 * the line (id) that the headline is about, empty if it is about none or several: then no numbers
 * of a line may be beside it. `certainty` is there if a line can be read. `set_aside` is there
 * only if earlier answers did not fit, and says which. Without a line there is no `picture`, and
 * without a plan no `story`.
 */
export interface Report {
  level: SafetyLevel | string;
  care: CareReport | null;
  headline: string;
  lead: string;
  under_headline: string;
  worth_assessment: string | null;
  results: ResultReport[];
  lines: LineReport[];
  certainty: CertaintyReport | null;
  picture: PictureReport | null;
  plan: PlanReport | null;
  when_to_get_help: string[];
  sources: SourceReport[];
  definitions: Record<string, number>;
  disclaimer: string;
  set_aside?: string[];
  story?: StoryReport;
}

/**
 * The plan alone, for a change of equipment or minutes.
 */
export interface PlanRequest {
  do: "plan";
  version: 1;
  self_tests?: string[] | undefined;
  answers?: Record<string, Raw> | undefined;
  confirmed?: string[] | undefined;
  unit?: LengthUnit | undefined;
  equipment?: Equipment[] | undefined;
  minutes?: number | undefined;
  today?: string | undefined;
  practice?: Practice | undefined;
}

/**
 * The plan alone; `None` without the level `clear`.
 */
export interface LevelAndPlan {
  level: SafetyLevel | string;
  plan: PlanReport | null;
}

/**
 * The safety level so far, and every problem in the answers.
 */
export interface CheckRequest {
  do: "check";
  version: 1;
  self_tests?: string[] | undefined;
  answers?: Record<string, Raw> | undefined;
  confirmed?: string[] | undefined;
  unit?: LengthUnit | undefined;
}

/**
 * One thing to correct (`error`) or to confirm (`confirm`), in one field.
 */
export interface ProblemReport {
  question: string;
  message: string;
  kind: "error" | "confirm";
}

/**
 * The level so far, `None` when the safety check is open, and every problem in the answers.
 */
export interface CheckReport {
  level: SafetyLevel | null;
  problems: ProblemReport[];
}

/**
 * The texts that a reader may share. `today` is the day of the note.
 */
export interface ShareRequest {
  do: "share";
  version: 1;
  self_tests?: string[] | undefined;
  answers?: Record<string, Raw> | undefined;
  confirmed?: string[] | undefined;
  unit?: LengthUnit | undefined;
  today?: string | undefined;
}

/**
 * The texts that a reader may share or save, without the safety check.
 *
 * `text` is what a link holds; `answers` are the same as they were entered, and also those that
 * fit no question of today; `titles` name the self-tests. `edition` is that of the questions.
 * `summary` says the tiers in a few lines and leaves out what comes from discomfort;
 * `summary_with_numbers` says the values too.
 *
 * `note` is for a clinician, and `text_without_discomfort` is the link in it: without self-tests
 * that ask for discomfort, empty if those are all. `note_with_discomfort` is the note with the
 * link `text`.
 */
export interface ShareReport {
  text: string;
  answers: Record<string, unknown>;
  edition: number;
  titles: string[];
  summary: string;
  summary_with_numbers: string;
  note: string;
  note_with_discomfort: string;
  text_without_discomfort: string;
}

/**
 * What a link holds: `text` is the part in its address. `today` is for retest dates.
 */
export interface OpenRequest {
  do: "open";
  version: 1;
  text?: string | undefined;
  unit?: LengthUnit | undefined;
  today?: string | undefined;
}

/**
 * What a link holds: the answers that count, and their report.
 *
 * `edition_text` says which edition asked the questions, empty if it is this one; `set_aside` says
 * in words which answers do not fit today. `text` is the link's own; the notes and
 * `text_without_discomfort` are as in `ShareReport`.
 */
export interface OpenReport {
  answers: Record<string, unknown>;
  report: Report;
  edition: number;
  edition_text: string;
  set_aside: string[];
  text: string;
  note: string;
  note_with_discomfort: string;
  text_without_discomfort: string;
}

/**
 * How every measure moved between dated sets of answers, oldest first.
 *
 * `today` is the reader's own date, for the days until the next measure.
 */
export interface ProgressRequest {
  do: "progress";
  version: 1;
  sets?: unknown[] | undefined;
  unit?: LengthUnit | undefined;
  today?: string | undefined;
}

/**
 * What a measure read on one day (ISO). `low` and `high` are the value -/+ one error.
 *
 * `at` is its place on the graph, from 0 (worst) to 100, `from_at` and `to_at` are the ends of its
 * error there, the lower one first.
 */
export interface PointReport {
  date: string;
  value: number;
  error: number;
  low: number;
  high: number;
  text: string;
  tier_text: string;
  at: number;
  from_at: number;
  to_at: number;
}

export type Direction = "better" | "worse" | "none";

/**
 * How far a value moved since an earlier day (ISO), in the measure's unit and in words.
 *
 * `error` is one standard error of the change. `direction` goes by the sign alone; only `real`
 * says that the value has changed, and is `None` if it is not known how large a real change is.
 */
export interface MovedReport {
  since: string;
  value: number;
  error: number;
  text: string;
  direction: Direction;
  real: boolean | null;
}

/**
 * One side of one measure over time, oldest first, with its finished sentence.
 *
 * `from_first` and `from_before` are the changes to the last point; both are `None` if there is
 * only one point. `in_a_row` is how many of the latest changes go the same way. `verdict_text`
 * says in a word or two whether the change is real, `graph_text` in one sentence what the graph
 * shows.
 */
export interface SideProgressReport {
  side: Side | null;
  side_text: string;
  points: PointReport[];
  from_first: MovedReport | null;
  from_before: MovedReport | null;
  in_a_row: number;
  sentence: string;
  verdict_text: string;
  graph_text: string;
}

/**
 * One measure over time.
 *
 * `better` is the direction that is good for the reader. `is_note` marks a measure that counts in
 * no line; `measure_again` is the day (ISO) on which a change can be seen, empty if not known, and
 * `again_text` says in how many days that is. `own_error_text` is what the reader's own pairs of
 * days say of the error, empty without any. `zones` are the tiers on its graph, the worst first.
 * One measure is the `lead`, whose graph comes before the others.
 */
export interface MeasureProgressReport {
  self_test: string;
  title: string;
  measure: string;
  text: string;
  unit: string;
  better: "higher" | "lower";
  is_note: boolean;
  real_change: number | null;
  real_change_text: string;
  measure_again: string;
  own_error_text: string;
  again_text: string;
  zones: ZoneReport[];
  lead: boolean;
  sides: SideProgressReport[];
}

/**
 * What changed between the first and the last day (ISO), measure by measure.
 *
 * `frames` are sentences about the angles of measured frames. `left_out` is there only if there
 * were more days than can be compared, and says so.
 */
export interface ProgressReport {
  first: string;
  last: string;
  measures: MeasureProgressReport[];
  frames: string[];
  left_out?: string;
}

/**
 * What saved answers read: those in `sets`, or in `text`, a file that was saved before.
 */
export interface SavedRequest {
  do: "saved";
  version: 1;
  sets?: unknown[] | undefined;
  text?: string | undefined;
  unit?: LengthUnit | undefined;
  today?: string | undefined;
}

/**
 * What one measure read on a day, in words.
 */
export interface SavedResult {
  title: string;
  text: string;
}

/**
 * The answers of one day (ISO), and what they read.
 *
 * Answers that fit no question of today are `set_aside` in words, and stay among `answers`.
 * `saved` is when each self-test was saved (ISO, UTC), if that is known. `edition_text` says which
 * edition asked the questions, empty if it is this one.
 */
export interface SavedSet {
  date: string;
  date_text: string;
  answers: Record<string, unknown>;
  saved: Record<string, string>;
  titles: string[];
  results: SavedResult[];
  set_aside: string[];
  edition: number;
  edition_text: string;
}

/**
 * What saved sets read, oldest first.
 *
 * `refused` says of the first sets that cannot be read why not; `csv` holds every value.
 */
export interface SavedReport {
  sets: SavedSet[];
  refused: string[];
  csv: string;
}

/**
 * What comes next after the sessions so far.
 *
 * `check_ins` are what the reader said about each day: `date` (ISO), `done` (a session was
 * finished), `knee` (0 to 10) after it, `morning` after that ("normal" or "worse"), `sign` (a
 * warning sign since), `seen` (by a clinician). `today` is the reader's own date, `since` the day
 * (ISO) of the plan.
 */
export interface CheckInRequest {
  do: "check-in";
  version: 1;
  check_ins?: unknown[] | undefined;
  today?: string | undefined;
  since?: string | undefined;
}

/**
 * What comes next in a plan, in finished sentences.
 *
 * `day` is the session of the week that comes next, from 1; `today` is the session that was done
 * today, or else the next one. `no_start` is shown under a result in place of the Start button,
 * and is empty if a session may be started. `during` is shown in the session: how to hold it or to
 * ease it, if the knee needs that. `dots` say which sessions of the last seven days are done.
 * `last` and `week` are empty before the first session.
 */
export interface CheckInReport {
  advice: string;
  title: string;
  text: string;
  last: string;
  may_start: boolean;
  is_done: boolean;
  asks_morning: boolean;
  day: number;
  today: number;
  no_start: string;
  during: string;
  week: string;
  dots: boolean[];
}

/**
 * A day (ISO) of the plan, and what to do on it, a line for each drill.
 */
export interface Day {
  date: string;
  lines?: string[];
}

/**
 * A self-test to take again on a day (ISO), and the text about it, in lines.
 */
export interface MeasuredAgain {
  date: string;
  self_test: string;
  lines?: string[];
}

/**
 * A calendar file: the `days` of a plan, what to measure `again`, or when to come back.
 *
 * Each session lasts from `start` for `minutes`. `come_back` is the level of the card that ended a
 * visit `today` (ISO). `uid` identifies the entries, `stamp` is the moment of writing (ISO, UTC),
 * `link` the address to come back to.
 */
export interface CalendarRequest {
  do: "calendar";
  version: 1;
  days?: Day[] | undefined;
  start?: string | undefined;
  minutes?: number | undefined;
  again?: MeasuredAgain[] | undefined;
  come_back?: string | undefined;
  today?: string | undefined;
  link?: string | undefined;
  uid?: string | undefined;
  stamp?: string | undefined;
}

/**
 * The text of a calendar file (RFC 5545).
 */
export interface CalendarFile {
  text: string;
}

export type SquatLoad = "arms-in-front" | "bar-on-back" | "bar-in-front";

export type SquatHeels = "flat" | "raised";

/**
 * How far the trunk has to lean in a squat with this much motion in the ankle.
 *
 * `wall` is how far the knee gets past the toes and `height` the reader's height, both in `unit`
 * and by default the usual ones; `measures` says how often the distance was measured.
 */
export interface SquatRequest {
  do: "squat";
  version: 1;
  wall?: number | undefined;
  unit?: LengthUnit | undefined;
  height?: number | undefined;
  measures?: 1 | 3 | undefined;
  load?: SquatLoad | undefined;
  heels?: SquatHeels | undefined;
  knees?: "forward" | "out" | undefined;
}

/**
 * How far the trunk has to lean in a squat, in degrees from upright and in finished sentences.
 *
 * `trunk_least` and `trunk_most` are the range that the error of measuring makes of `trunk`. Each
 * is `None` if nobody could balance; then `sentence` says so and `work` is empty.
 */
export interface SquatReport {
  shin: number | null;
  trunk: number | null;
  trunk_least: number | null;
  trunk_most: number | null;
  sentence: string;
  work: string;
}

/**
 * How far the trunk leans past the shin in one to three squats that were marked in a picture.
 *
 * Each of `frames` is ten numbers with spaces between them: width and height of the picture in
 * pixels as shown, then how far right and down shoulder, hip, knee and ankle are, as shares of it.
 * If the `answers`, as entered, hold a distance at the wall, the report compares: what that ankle
 * would need with these `heels`.
 */
export interface FrameRequest {
  do: "frame";
  version: 1;
  frames?: string[] | undefined;
  answers?: Record<string, unknown> | undefined;
  heels?: SquatHeels | undefined;
}

/**
 * How far the trunk leans past the shin in the squats that were marked, in finished sentences.
 *
 * `value` is the mean of `values`, `error` its standard error, and a later value differs from
 * `real_from` on: all in degrees. `chest` is about the question beside it, and `is_close` means
 * that error alone could make the value. `explore` is empty if the ankle is not known.
 */
export interface FrameReport {
  value: number;
  values: number[];
  error: number;
  real_from: number;
  is_close: boolean;
  sentence: string;
  chest: string;
  work: string;
  explore: string;
  more: string;
  change: string;
}

/**
 * How well the measures of a study agree: `text` is its filled-in sheet (CSV).
 */
export interface StudyRequest {
  do: "study";
  version: 1;
  text?: string | undefined;
}

/**
 * One number of a study: its name, the number with its 95 % interval, and what it means.
 *
 * `value`, `low` and `high` are the same as numbers, lengths in cm.
 */
export interface StudyNumber {
  name: string;
  text: string;
  sentence: string;
  value: number;
  low: number;
  high: number;
}

/**
 * Two columns of a study beside each other; without numbers `sentence` says why.
 */
export interface StudyPart {
  title: string;
  sentence: string;
  numbers: StudyNumber[];
}

/**
 * What a study says, in finished sentences.
 *
 * If anything is `refused` there are no `parts`: each entry says where and how to mend it. `notes`
 * say how the file was read and what is missing in it. `toml` would replace today's error in the
 * definition; it is empty if the study gives none.
 */
export interface StudyReport {
  refused: string[];
  notes: string[];
  parts: StudyPart[];
  toml: string;
}

/**
 * The requests that there are, and the self-tests with their questions.
 */
export interface DescribeRequest {
  do: "describe";
  version: 1;
}

/**
 * A self-test with the fields of its questions.
 */
export interface DescribedSelfTest {
  id: string;
  version: number;
  title: string;
  questions: string[];
}

/**
 * The requests that there are, and the self-tests with their questions.
 */
export interface Description {
  requests: string[];
  self_tests: DescribedSelfTest[];
  safety_check: string[];
}

/**
 * Why a request is not answered; `question` is the field of the first problem, if any.
 */
export interface Refusal {
  message: string;
  question: string;
  problems: ProblemReport[];
}

/**
 * What may be asked, by what it does.
 */
export interface Requests {
  score: ScoreRequest;
  plan: PlanRequest;
  check: CheckRequest;
  share: ShareRequest;
  open: OpenRequest;
  progress: ProgressRequest;
  saved: SavedRequest;
  "check-in": CheckInRequest;
  calendar: CalendarRequest;
  squat: SquatRequest;
  frame: FrameRequest;
  study: StudyRequest;
  describe: DescribeRequest;
}

/**
 * What each request gets, by what it does.
 */
export interface Responses {
  score: Report;
  plan: LevelAndPlan;
  check: CheckReport;
  share: ShareReport;
  open: OpenReport;
  progress: ProgressReport;
  saved: SavedReport;
  "check-in": CheckInReport;
  calendar: CalendarFile;
  squat: SquatReport;
  frame: FrameReport;
  study: StudyReport;
  describe: Description;
}

/** What comes back: what was asked for, or why not. */
export type Answer<Do extends keyof Responses> =
  | { ok: Responses[Do]; error?: undefined }
  | { ok?: undefined; error: Refusal };
