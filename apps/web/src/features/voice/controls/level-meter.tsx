'use client';
import { useEffect, useRef } from 'react';
import { voice as text } from '#text/voice.ts';
import type { LevelFeed } from '../session/level-feed.ts';

const bars = 32;
const gapShare = 0.4;

/** The last second and a half of the microphone, as bars; one bar that stands still where motion is not wanted. */
export function LevelMeter({ level }: { level: LevelFeed }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null) return undefined;
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const levels: number[] = new Array(bars).fill(0);
    let frame = 0;
    const draw = () => {
      frame = 0;
      drawBars(element, context, isStill ? [levels.at(-1) ?? 0] : levels);
    };
    const stop = level.subscribe((value) => {
      levels.shift();
      levels.push(value);
      if (frame === 0) frame = requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [level]);
  return <canvas ref={canvas} role="img" aria-label={text.level} className="h-6 w-24 shrink-0 text-review" />;
}

function drawBars(
  element: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  levels: readonly number[],
): void {
  const scale = window.devicePixelRatio;
  const [width, height] = [element.clientWidth * scale, element.clientHeight * scale];
  element.width = width;
  element.height = height;
  context.fillStyle = getComputedStyle(element).color;
  const step = width / levels.length;
  levels.forEach((value, index) => {
    const size = Math.max(2 * scale, value * height);
    // A lone bar lies down and grows to the side.
    if (levels.length === 1) context.fillRect(0, height / 3, Math.max(2, value * width), height / 3);
    else context.fillRect(index * step, (height - size) / 2, step * (1 - gapShare), size);
  });
}
