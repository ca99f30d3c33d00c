import { createHash } from 'node:crypto';
import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { shortJson, textOf, textOfOutput } from './content.ts';
import { unifiedHunks } from './hunks.ts';
import { ToolDiff, type ToolUpdate } from './read-update.ts';
import type { Recorder } from './recorder.ts';
import { cut } from './storable.ts';

type ToolCall = Extract<TranscriptEntry, { kind: 'tool_call' }>;
type Tool = ToolCall['tool'];

const tools = ['read', 'edit', 'delete', 'move', 'search', 'execute', 'think', 'fetch'] as const;
/** What is known of the calls is kept for so many, to fill in what an update leaves out. */
const mostKnown = 40;
const longestId = 150;

interface Known {
  readonly at: string;
  update: ToolUpdate;
  isTold: boolean;
}

/** The calls of tools, each put together from the updates that tell only what has changed. */
export class ToolCalls {
  readonly #recorder: Recorder;
  readonly #root: string;
  readonly #known = new Map<string, Known>();
  readonly #ids = new Set<string>();

  /** `root` is the workspace; paths are shown from there. */
  constructor(recorder: Recorder, root: string) {
    this.#recorder = recorder;
    this.#root = root;
  }

  /** How many there were. */
  get count(): number {
    return this.#ids.size;
  }

  /** The id of a call's entry. */
  idOf(toolCallId: string): string {
    const clean = this.#recorder.clean(toolCallId);
    const short =
      clean.length > longestId ? createHash('sha256').update(clean).digest('hex').slice(0, 40) : clean;
    return `call-${short}`;
  }

  take(update: ToolUpdate, bytes: number): void {
    const id = this.idOf(update.toolCallId);
    const known = this.#merge(id, update);
    this.#recorder.put(id, () => this.#entry(id, known), bytes);
    this.#tell(known);
  }

  /** What is known of a call, in a few words. */
  titleOf(update: ToolUpdate): string {
    const known = this.#known.get(this.idOf(update.toolCallId))?.update;
    return this.fromRoot(
      update.title ?? known?.title ?? update.name ?? known?.name ?? update.kind ?? 'a tool',
    );
  }

  inputOf(update: ToolUpdate): string {
    const known = this.#known.get(this.idOf(update.toolCallId))?.update;
    return shortJson(update.rawInput ?? known?.rawInput);
  }

  fromRoot(text: string): string {
    return text.replaceAll(`${this.#root}/`, '');
  }

  #merge(id: string, update: ToolUpdate): Known {
    const known = this.#known.get(id) ?? { at: new Date().toISOString(), update, isTold: false };
    const said = Object.entries(update).filter(([, value]) => value !== null && value !== undefined);
    known.update = { ...known.update, ...Object.fromEntries(said) };
    this.#known.delete(id);
    this.#known.set(id, known);
    if (this.#ids.size < 100_000) this.#ids.add(id);
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }

  #entry(id: string, { at, update }: Known): ToolCall {
    const content = update.content ?? [];
    const printed = content.map((item) => textOf(contentOf(item))).filter((text) => text !== '');
    return {
      kind: 'tool_call',
      id,
      at,
      title: this.fromRoot(update.title ?? update.name ?? 'A tool'),
      tool: toolOf(update.kind),
      status: update.status ?? 'pending',
      locations: (update.locations ?? [])
        .slice(0, 50)
        .map(({ path, line }) => ({ path: this.#relative(path), line: line ?? null })),
      input: cut(shortJson(update.rawInput), 30_000),
      output: cut(printed.length > 0 ? printed.join('\n') : textOfOutput(update.rawOutput), 90_000),
      diffs: content.flatMap((item) => this.#diff(item)).slice(0, 50),
    };
  }

  #diff(item: unknown): ToolCall['diffs'] {
    const { data } = ToolDiff.safeParse(item);
    if (data === undefined) return [];
    return [{ path: this.#relative(data.path), patch: unifiedHunks(data.oldText ?? '', data.newText) }];
  }

  #relative(path: string): string {
    return path === this.#root ? '.' : this.fromRoot(path);
  }

  /** Once it is under way: before, agents often know no more than the name of the tool. */
  #tell(known: Known): void {
    const { update } = known;
    if (update.status === 'failed') this.#recorder.tell(`✗ ${this.#named(update)}`);
    else if (!known.isTold && update.status !== 'pending') this.#recorder.tell(`→ ${this.#named(update)}`);
    known.isTold ||= update.status !== 'pending';
  }

  #named(update: ToolUpdate): string {
    const title = this.titleOf(update);
    const kind = update.kind ?? '';
    const isClear = kind === 'execute' || kind === 'other' || title.toLowerCase().includes(kind);
    return isClear ? title : `${kind} ${title}`;
  }
}

const toolOf = (kind: string | null | undefined): Tool => tools.find((name) => name === kind) ?? 'other';

const contentOf = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && 'content' in item ? item.content : null;
