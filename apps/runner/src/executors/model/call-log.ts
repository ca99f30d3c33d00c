import type { Recorder } from '../../transcript/recorder.ts';

interface Call {
  toolCallId: string;
  toolName: string;
  input: unknown;
}

const kinds: Readonly<Record<string, 'read' | 'search' | 'other'>> = {
  list: 'read',
  read: 'read',
  search: 'search',
};
const mostChars = 30_000;

/** Writes what a model calls into the transcript, under names of our own: a provider may give any, and twice. */
export class CallLog {
  readonly #record: Recorder;
  readonly #open = new Map<string, string>();
  failed = 0;

  constructor(record: Recorder) {
    this.#record = record;
  }

  begin(call: Call): void {
    const id = this.#record.nextId('call-');
    this.#open.set(call.toolCallId, id);
    this.#put(id, call, '', 'in_progress');
    this.#record.tell(`${call.toolName.slice(0, 100)} ${inputOf(call).slice(0, 2_000)}`);
  }

  end(call: Call, output: string, status: 'completed' | 'failed'): void {
    const id = this.#open.get(call.toolCallId) ?? this.#record.nextId('call-');
    this.#open.delete(call.toolCallId);
    if (status === 'failed') this.failed += 1;
    this.#put(id, call, output.slice(0, mostChars * 3), status);
  }

  #put(id: string, call: Call, output: string, status: 'in_progress' | 'completed' | 'failed'): void {
    const at = new Date().toISOString();
    const title = titleOf(call);
    const input = inputOf(call);
    const tool = kinds[call.toolName] ?? 'other';
    this.#record.put(
      id,
      () => ({
        ...{ kind: 'tool_call', id, at, title, tool, status },
        ...{ locations: [], input, output, diffs: [] },
      }),
      output.length + input.length,
    );
  }
}

const inputOf = ({ input }: Call): string => (JSON.stringify(input, null, 2) ?? '').slice(0, mostChars);

function titleOf({ toolName, input }: Call): string {
  const path = typeof input === 'object' && input !== null && 'path' in input ? ` ${String(input.path)}` : '';
  return `${toolName}${path}`.slice(0, 200);
}
