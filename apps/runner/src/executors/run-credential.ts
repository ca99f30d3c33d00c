/** With which what a run executes calls the server; the run ends it, whatever becomes of the work. */
export interface RunCredential extends AsyncDisposable {
  /** Null where the server gave none. */
  readonly token: string | null;
  /** Why, as a sentence for the run's log. */
  readonly fault: string | null;
  /** What of it nobody may read. */
  readonly secrets: readonly string[];
  /** As the program that uses it finds it in its environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** The work is over, though the run goes on. Twice is once. */
  end(): void;
}
