import { getArtifactContent } from '@overmind/contracts/routes/runs';
import { type Recording, readRecording } from '@overmind/domain/terminals/recording';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { api } from '#lib/api/client.ts';
import { Playback, type PlaybackState } from './playback.ts';
import { makeScreen } from './screen.ts';

export type Loaded = { name: 'loading' } | { name: 'ready'; recording: Recording } | { name: 'unreadable' };

/** A recording on a screen in `host`; it begins to play when it is there. */
export function usePlayback(host: RefObject<HTMLDivElement | null>, artifactId: string) {
  const [loaded, setLoaded] = useState<Loaded>({ name: 'loading' });
  const [state, setState] = useState<PlaybackState>({ positionMs: 0, isPlaying: false });
  const playback = useRef<Playback | null>(null);

  useEffect(() => {
    const ended = new AbortController();
    load(artifactId, ended.signal).then(setLoaded, () => {
      if (!ended.signal.aborted) setLoaded({ name: 'unreadable' });
    });
    return () => ended.abort();
  }, [artifactId]);

  useEffect(() => {
    const element = host.current;
    if (element === null || loaded.name !== 'ready') return;
    const { recording } = loaded;
    const screen = makeScreen(element, { cols: recording.cols, rows: recording.rows, isReadOnly: true });
    const player = new Playback(recording, screen, setState);
    playback.current = player;
    player.play();
    return () => {
      playback.current = null;
      player[Symbol.dispose]();
      screen.dispose();
    };
  }, [host, loaded]);

  return { loaded, state, playback };
}

async function load(artifactId: string, signal: AbortSignal): Promise<Loaded> {
  const response = await api.stream(getArtifactContent, { params: { id: artifactId }, signal });
  const recording = readRecording(await response.text());
  return recording === null ? { name: 'unreadable' } : { name: 'ready', recording };
}
