'use client';
import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { clock } from '#lib/time.ts';
import { recordings as text } from '#text/recordings.ts';
import { waveformPath } from './follow.ts';

const stepS = 5;

interface WaveformProps {
  peaks: readonly number[];
  second: number;
  lengthS: number;
  onSeek(second: number): void;
}

/** The recording as a picture; a click, a drag or the arrow keys go to a moment. */
export function Waveform({ peaks, second, lengthS, onSeek }: WaveformProps) {
  const isDragged = useRef(false);
  const path = useMemo(() => waveformPath(peaks), [peaks]);
  const share = lengthS === 0 ? 0 : Math.min(1, second / lengthS);
  const seekTo = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = box.width === 0 ? 0 : (event.clientX - box.left) / box.width;
    onSeek(Math.min(1, Math.max(0, at)) * lengthS);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = placeFor(event.key, second, lengthS);
    if (to === null) return;
    event.preventDefault();
    onSeek(to);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={text.position}
      aria-valuemin={0}
      aria-valuemax={Math.round(lengthS)}
      aria-valuenow={Math.round(Math.min(second, lengthS))}
      aria-valuetext={text.positionOf(clock(second * 1_000), clock(lengthS * 1_000))}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        isDragged.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (isDragged.current) seekTo(event);
      }}
      onPointerUp={() => {
        isDragged.current = false;
      }}
      onPointerCancel={() => {
        isDragged.current = false;
      }}
      className="relative h-20 cursor-pointer touch-none overflow-hidden rounded-md bg-sunken"
    >
      {[
        { key: 'all', className: 'text-line-strong', to: 1 },
        { key: 'heard', className: 'text-accent', to: share },
      ].map(({ key, className, to }) => (
        <svg
          key={key}
          aria-hidden="true"
          viewBox={`0 0 ${Math.max(1, peaks.length - 1)} 100`}
          preserveAspectRatio="none"
          className={`absolute inset-0 size-full ${className}`}
          style={{ clipPath: `inset(0 ${(1 - to) * 100}% 0 0)` }}
        >
          <path d={path} fill="currentColor" />
        </svg>
      ))}
      <span aria-hidden className="absolute inset-y-0 w-px bg-ink" style={{ left: `${share * 100}%` }} />
    </div>
  );
}

function placeFor(key: string, second: number, lengthS: number): number | null {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(0, second - stepS);
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(lengthS, second + stepS);
  if (key === 'Home') return 0;
  return key === 'End' ? lengthS : null;
}
