'use client';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

/** Which entries of one transcript are unfolded. It outlives rows that scroll out of sight and are let go. */
export class Unfolded {
  readonly #open = new Set<string>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  has(id: string): boolean {
    return this.#open.has(id);
  }
  toggle(id: string): void {
    if (!this.#open.delete(id)) this.#open.add(id);
    for (const each of this.#listeners) each();
  }
}
export const UnfoldedContext = createContext(new Unfolded());

export function useUnfolded(id: string): [boolean, () => void] {
  const unfolded = useContext(UnfoldedContext);
  const isOpen = () => unfolded.has(id);
  const value = useSyncExternalStore(unfolded.subscribe, isOpen, isOpen);
  return [value, useCallback(() => unfolded.toggle(id), [unfolded, id])];
}
