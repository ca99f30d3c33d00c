import { LiveClient } from '@overmind/client/live';
import type { LiveHandlers } from '@overmind/client/live/options';

interface Watch {
  /** The present is reached, at first and after every gap: what was fetched before may be old. */
  onPresent(): void;
  onEvent?: LiveHandlers['onEvent'];
  onTransient?: NonNullable<LiveHandlers['onTransient']>;
}

/** Follows a project from now on, without its past. The caller ends it. */
export function watchPresent(projectId: string, { onPresent, onEvent, onTransient }: Watch): () => void {
  let presentSeq = 0;
  const client: LiveClient = new LiveClient({
    baseUrl: '',
    projectId,
    // Beyond any number on purpose: the past does not matter here, so the answer is to begin at the present.
    afterSeq: Number.MAX_SAFE_INTEGER,
    onTransient: (frame) => {
      if (frame.type === 'hello') presentSeq = frame.seq;
      onTransient?.(frame);
    },
    onResync: () => {
      client.resumeFrom(presentSeq);
      onPresent();
    },
    onEvent: (event) => onEvent?.(event),
  });
  client.start();
  return () => client.stop();
}
