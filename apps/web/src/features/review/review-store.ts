import { create } from 'zustand';
import { readLocal, writeLocal } from '#lib/local-store.ts';
import type { DiffView } from './diff/blocks.ts';
import type { LinePlace } from './diff/diff-file.ts';
import { lineName } from './line-hash.ts';

const viewKey = 'review:view';

/** Where to go: a line, or a file when no line is named. Each `nonce` is one journey. */
export interface Target {
  path: string;
  line: LinePlace | null;
  nonce: number;
  withFocus: boolean;
}

interface ReviewStore {
  view: DiffView;
  isSpaceHidden: boolean;
  /** Resolved comments are left out. */
  isOpenOnly: boolean;
  /** Files that a person opened or folded by hand, against what is right by default. */
  folds: Readonly<Record<string, boolean>>;
  /** The line that keys and links act on. */
  cursor: LinePlace | null;
  target: Target | null;
  /** Lines with a form for a comment open, by their names. */
  forms: ReadonlySet<string>;
  setView(view: DiffView): void;
  toggleSpace(): void;
  toggleOpenOnly(): void;
  fold(path: string, isOpen: boolean): void;
  choose(cursor: LinePlace | null): void;
  goTo(path: string, line: LinePlace | null, withFocus?: boolean): void;
  openForm(place: LinePlace): void;
  closeForm(place: LinePlace): void;
  /** For another run: nothing of the last one stays. */
  begin(openForms: readonly LinePlace[]): void;
}

const fresh = { folds: {}, cursor: null, target: null };
let journeys = 0;

export const useReview = create<ReviewStore>((set) => ({
  ...fresh,
  view: readLocal(viewKey) === 'split' ? 'split' : 'unified',
  isSpaceHidden: false,
  isOpenOnly: false,
  forms: new Set(),
  setView: (view) => {
    writeLocal(viewKey, view);
    set({ view });
  },
  toggleSpace: () => set(({ isSpaceHidden }) => ({ isSpaceHidden: !isSpaceHidden })),
  toggleOpenOnly: () => set(({ isOpenOnly }) => ({ isOpenOnly: !isOpenOnly })),
  fold: (path, isOpen) => set(({ folds }) => ({ folds: { ...folds, [path]: isOpen } })),
  choose: (cursor) => set({ cursor }),
  goTo: (path, line, withFocus = true) =>
    set(({ folds, cursor }) => ({
      folds: { ...folds, [path]: true },
      cursor: line ?? (cursor?.path === path ? cursor : null),
      target: { path, line, nonce: ++journeys, withFocus },
    })),
  openForm: (place) => set(({ forms }) => ({ forms: new Set(forms).add(lineName(place)) })),
  closeForm: (place) =>
    set(({ forms }) => ({ forms: new Set([...forms].filter((name) => name !== lineName(place))) })),
  begin: (openForms) => set({ ...fresh, forms: new Set(openForms.map(lineName)) }),
}));
