'use client';

import '@xterm/xterm/css/xterm.css';
import { Pause, Play } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/field.tsx';
import { clock } from '#lib/time.ts';
import { recordings as text } from '#text/terminal.ts';
import { usePlayback } from './use-playback.ts';

const speeds = [0.5, 1, 2, 4, 8];
const stepMs = 250;

/** Loaded only when a recording is played: the screen's code is large. */
export function RecordingPlayer({ artifactId, onClose }: { artifactId: string; onClose: () => void }) {
  const host = useRef<HTMLDivElement>(null);
  const { loaded, state, playback } = usePlayback(host, artifactId);
  const durationMs = loaded.name === 'ready' ? loaded.recording.durationMs : 0;
  const Icon = state.isPlaying ? Pause : Play;
  return (
    <section aria-label={text.player} className="flex min-h-0 flex-1 flex-col gap-2 p-3">
      <header className="flex flex-wrap items-center gap-3 text-ink-2 text-sm">
        <Button
          disabled={loaded.name !== 'ready'}
          onClick={() => (state.isPlaying ? playback.current?.pause() : playback.current?.play())}
        >
          <Icon aria-hidden />
          {state.isPlaying ? text.pause : text.play}
        </Button>
        <input
          type="range"
          className="min-w-24 flex-1 accent-accent"
          aria-label={text.position}
          aria-valuetext={text.positionOf(clock(state.positionMs), clock(durationMs))}
          min={0}
          max={Math.ceil(durationMs / stepMs) * stepMs}
          step={stepMs}
          value={state.positionMs}
          disabled={loaded.name !== 'ready'}
          onChange={(event) => playback.current?.seek(Number(event.target.value))}
        />
        <span className="tabular-nums">
          {clock(state.positionMs)} / {clock(durationMs)}
        </span>
        <Select
          aria-label={text.speed}
          className="w-auto"
          defaultValue={1}
          onChange={(event) => playback.current?.setSpeed(Number(event.target.value))}
        >
          {speeds.map((speed) => (
            <option key={speed} value={speed}>
              {text.times(speed)}
            </option>
          ))}
        </Select>
        <Button onClick={onClose}>{text.close}</Button>
      </header>
      {loaded.name === 'ready' ? null : (
        <p role="status" className="text-ink-2 text-sm">
          {loaded.name === 'loading' ? text.loading : text.unreadable}
        </p>
      )}
      <div ref={host} className="min-h-64 flex-1 overflow-auto rounded-md bg-[#0d1117] p-2" />
    </section>
  );
}
