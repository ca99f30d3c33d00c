import { LiveClient } from '@overmind/client/live';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { LogLine } from '@overmind/contracts/entities/run';
import type { LogFrame } from '@overmind/contracts/frames/client';
import { WebSocket } from 'ws';
import type { Person } from '../person.ts';

/** A screen that heals itself: what it was shown through all the faults. */
export class Screen implements Disposable {
  readonly events: RealtimeEvent[] = [];
  readonly logs = new Map<string, LogLine[]>();
  resyncs = 0;
  readonly #live: LiveClient;

  constructor(person: Person, projectId: string) {
    this.#live = new LiveClient({
      baseUrl: person.baseUrl,
      projectId,
      afterSeq: 0,
      token: () => person.token,
      WebSocket: WebSocket as never,
      reconnect: { firstMs: 50, mostMs: 300 },
      onEvent: (event) => {
        this.events.push(event);
        if (event.type === 'agent.run.started') this.#live.subscribe(event.entity.id);
      },
      onLog: (frame: LogFrame) => {
        this.logs.set(frame.run_id, [...(this.logs.get(frame.run_id) ?? []), ...frame.lines]);
      },
      onResync: () => {
        this.resyncs += 1;
      },
    });
    this.#live.start();
  }

  [Symbol.dispose](): void {
    this.#live.stop();
  }
}
