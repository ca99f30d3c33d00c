import { createHmac, randomBytes } from 'node:crypto';
import type { ArchiveTableName } from '@overmind/db/queries/archive/tables';
import { refusal } from '../refusal.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Hex digits at the end of an id that a remap changes; those before tell the time and keep the order. */
const changedDigits = 10;

/** Tables whose rows others name. */
export const namedTables = [
  'projects',
  'agents',
  'conversations',
  'orchestrator_cycles',
  'project_state_versions',
  'requests',
  'tasks',
  'agent_runs',
  'artifacts',
  'messages',
  'run_permissions',
  'run_inputs',
  'review_comments',
  'merges',
  'recordings',
  'corrections',
  'discussions',
  'specs',
] as const satisfies readonly ArchiveTableName[];
export type NamedTable = (typeof namedTables)[number];

/** The ids of an archive: which rows it holds, and what they are called here. */
export class ArchiveIds {
  readonly #known = new Map<NamedTable, Set<string>>(namedTables.map((name) => [name, new Set()]));
  #secret: Buffer | null = null;

  add(table: NamedTable, id: string): void {
    this.#known.get(table)?.add(id);
  }

  has(table: NamedTable, id: string): boolean {
    return this.#known.get(table)?.has(id) ?? false;
  }

  /** From here on every id is another, the same each time, in the same order as before. */
  remap(): void {
    this.#secret = randomBytes(32);
  }

  get areKept(): boolean {
    return this.#secret === null;
  }

  /** What the row that had this id has here. */
  own(id: string): string {
    if (this.#secret === null) return id;
    const digest = createHmac('sha256', this.#secret).update(id).digest('hex');
    return id.slice(0, -changedDigits) + digest.slice(0, changedDigits);
  }

  /** The id here of a row that another row names; throws when the archive does not hold it. */
  reference(table: NamedTable, id: string, where: string): string {
    if (this.has(table, id)) return this.own(id);
    throw refusal(`${where} names a row of ${table} that is not in the archive.`);
  }

  /** A JSON value with every id of this archive in it, as a value or as a key, replaced by its own here. */
  inside(value: unknown): unknown {
    if (this.areKept) return value;
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((each) => this.inside(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [this.#text(key), this.inside(child)]),
    );
  }

  #text(text: string): string {
    const isOurs = uuid.test(text) && namedTables.some((table) => this.has(table, text));
    return isOurs ? this.own(text) : text;
  }
}
