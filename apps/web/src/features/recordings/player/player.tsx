'use client';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { getRecordingAudio } from '@overmind/contracts/routes/recordings';
import { Download, Pause, Play } from 'lucide-react';
import { useCallback } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/field.tsx';
import { addressOf } from '#lib/api/client.ts';
import { usePageKeys } from '#lib/page-keys.ts';
import { clock } from '#lib/time.ts';
import { recordings as text } from '#text/recordings.ts';
import type { Audio } from './use-audio.ts';
import { Waveform } from './waveform.tsx';

const rates = [0.75, 1, 1.25, 1.5, 2] as const;
const stepS = 5;

/** Space on a button presses that button, and arrows in the waveform are its own. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, select, [role="slider"]') !== null;

export function Player({ recording, audio }: { recording: RecordingDetail; audio: Audio }) {
  const { ref, second, isPlaying, isBroken, seek, toggle, setRate } = audio;
  // What a browser's recorder wrote has no length of its own; the server counted.
  const lengthS = (recording.duration_ms ?? 0) / 1_000;
  usePageKeys(
    useCallback(
      (key, target) => {
        if (isControl(target)) return false;
        if (key === ' ') toggle();
        else if (key === 'ArrowLeft') seek((ref.current?.currentTime ?? 0) - stepS);
        else if (key === 'ArrowRight') seek((ref.current?.currentTime ?? 0) + stepS);
        else return false;
        return true;
      },
      [toggle, seek, ref],
    ),
  );
  const source = addressOf(getRecordingAudio, { id: recording.id });
  return (
    <section aria-label={text.player} className="space-y-2 rounded-card border bg-raised p-3">
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript below is its caption */}
      <audio ref={ref} src={source} preload="metadata" className="hidden" />
      <Waveform peaks={recording.peaks} second={second} lengthS={lengthS} onSeek={seek} />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={toggle} disabled={isBroken}>
          {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
          {isPlaying ? text.pause : text.play}
        </Button>
        <span className="text-ink-2 text-xs tabular-nums">
          {clock(second * 1_000)} / {clock(lengthS * 1_000)}
        </span>
        <Select
          aria-label={text.rate}
          defaultValue={1}
          onChange={(event) => setRate(Number(event.target.value))}
          className="ml-auto w-auto"
        >
          {rates.map((rate) => (
            <option key={rate} value={rate}>
              {text.rateOf(rate)}
            </option>
          ))}
        </Select>
        <Button asChild look="quiet" size="icon">
          <a href={`${source}?download=true`} download aria-label={text.download} title={text.download}>
            <Download aria-hidden />
          </a>
        </Button>
      </div>
      {isBroken ? (
        <p role="alert" className="text-failed text-xs">
          {text.unplayable}
        </p>
      ) : (
        <p className="text-ink-3 text-xs max-md:hidden">{text.keys}</p>
      )}
    </section>
  );
}
