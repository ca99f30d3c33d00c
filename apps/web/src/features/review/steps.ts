import { changesOf, type DiffFile, type LinePlace, placeOf } from './diff/diff-file.ts';

export function nextFile(
  files: readonly DiffFile[],
  here: string | null,
  step: 1 | -1,
): DiffFile | undefined {
  const index = files.findIndex(({ path }) => path === here);
  return index === -1 ? files[0] : files[index + step];
}

interface Line {
  place: LinePlace;
  /** The same line of the old file, where it was there before. */
  before: LinePlace | null;
  /** It begins a stretch of changed lines. */
  isStart: boolean;
}

const known = new WeakMap<readonly DiffFile[], Line[]>();

/** All lines in the order of the page; worked out once, as keys are pressed in a row. */
function linesOf(files: readonly DiffFile[]): Line[] {
  const before = known.get(files);
  if (before !== undefined) return before;
  const lines = files.flatMap((file) =>
    changesOf(file).map((change, index, all) => ({
      place: placeOf(file.path, change),
      before: change.type === 'normal' ? placeOf(file.path, change, 'old') : null,
      isStart: change.type !== 'normal' && (all[index - 1]?.type ?? 'normal') === 'normal',
    })),
  );
  known.set(files, lines);
  return lines;
}

/** Where a person is: at a line, or at a file when no line is chosen. */
export interface Here {
  cursor: LinePlace | null;
  path: string | null;
}

const indexOf = (lines: readonly Line[], cursor: LinePlace | null): number =>
  lines.findIndex(
    ({ place }) => place.path === cursor?.path && place.side === cursor.side && place.line === cursor.line,
  );

export function nextLine(files: readonly DiffFile[], here: Here, step: 1 | -1): LinePlace | undefined {
  const lines = linesOf(files);
  const at = indexOf(lines, here.cursor);
  if (at !== -1) return lines[at + step]?.place;
  return (lines.find(({ place }) => place.path === here.path) ?? lines[0])?.place;
}

/** The first line of a stretch of changed lines; from the middle of one, the stretch before or after it. */
export function nextChange(files: readonly DiffFile[], here: Here, step: 1 | -1): LinePlace | undefined {
  const lines = linesOf(files);
  const at = indexOf(lines, here.cursor);
  if (at === -1) {
    const starts = lines.filter(({ isStart }) => isStart);
    return (starts.find(({ place }) => place.path === here.path) ?? starts[0])?.place;
  }
  const isWanted = ({ isStart }: Line, index: number) => isStart && (step === 1 ? index > at : index < at);
  return (step === 1 ? lines.find(isWanted) : lines.findLast(isWanted))?.place;
}

const holds = ({ place, before }: Line, wanted: LinePlace): boolean =>
  sameLine(place, wanted) || (before !== null && sameLine(before, wanted));
const sameLine = (a: LinePlace, b: LinePlace): boolean =>
  a.path === b.path && a.side === b.side && a.line === b.line;

/** The next of some lines in the order of the page, from the first one on when no line is chosen. */
export function nextAmong(
  files: readonly DiffFile[],
  here: Here,
  wanted: readonly LinePlace[],
  step: 1 | -1,
): LinePlace | undefined {
  const paths = new Map(files.map((file, index) => [file.path, index]));
  const lines = linesOf(files);
  const orderOf = (place: LinePlace): number => lines.findIndex((each) => holds(each, place));
  const places = wanted
    .filter(({ path }) => paths.has(path))
    .map((place) => ({ place, order: orderOf(place) }))
    .filter(({ order }) => order !== -1)
    .sort((a, b) => a.order - b.order);
  const at = here.cursor === null ? -1 : orderOf(here.cursor);
  const found =
    step === 1 ? places.find(({ order }) => order > at) : places.findLast(({ order }) => order < at);
  return found?.place;
}
