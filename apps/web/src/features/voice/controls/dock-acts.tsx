'use client';
import { Headphones, PowerOff, Volume2, VolumeX, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { common } from '#text/common.ts';
import { voice as text } from '#text/voice.ts';
import { canListenPieceByPiece } from '../capture/microphone.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import type { VoiceState } from '../session/voice-state.ts';
import { useVoice } from '../voice-store.ts';

interface DockActsProps {
  session: VoiceSession;
  state: VoiceState;
}

/** What can be done about what is said, on the left; how it goes on, on the right. */
export const DockActs = ({ session, state }: DockActsProps) => (
  <div className="flex flex-wrap items-center gap-1">
    <TurnActs session={session} state={state} />
    <HandsFreeActs session={session} state={state} />
  </div>
);

function TurnActs({ session, state: { phase, mode } }: DockActsProps) {
  const isInTurn = phase === 'hearing' || (phase === 'listening' && mode !== 'hands_free');
  return (
    <>
      {isInTurn || phase === 'connecting' ? (
        <Button size="sm" look="quiet" title={text.cancelHint} onClick={() => session.cancel()}>
          <X aria-hidden />
          {text.cancel}
        </Button>
      ) : null}
      {isInTurn && mode === 'tapped' ? (
        <Button size="sm" onClick={() => session.release()}>
          {text.send}
        </Button>
      ) : null}
      {phase === 'speaking' ? (
        <Button size="sm" onClick={() => session.cancel()}>
          {text.silence}
        </Button>
      ) : null}
      {phase === 'idle' ? (
        <Button size="sm" look="quiet" onClick={() => session.end()}>
          {common.dismiss}
        </Button>
      ) : null}
    </>
  );
}

function HandsFreeActs({ session, state: { mode, isMicrophoneOn } }: DockActsProps) {
  const isHandsFree = mode === 'hands_free';
  return (
    <div className="ml-auto flex items-center gap-1">
      {isMicrophoneOn && canListenPieceByPiece() ? (
        <Button
          size="sm"
          look={isHandsFree ? 'plain' : 'quiet'}
          aria-pressed={isHandsFree}
          onClick={() => session.setHandsFree(!isHandsFree)}
        >
          <Headphones aria-hidden />
          {text.handsFree}
        </Button>
      ) : null}
      <MuteButton />
      {isHandsFree ? (
        <Button size="icon" look="quiet" aria-label={text.end} title={text.end} onClick={() => session.end()}>
          <PowerOff aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}

function MuteButton() {
  const isMuted = useVoice((store) => store.isMuted);
  const words = isMuted ? text.unmute : text.mute;
  const Sound = isMuted ? VolumeX : Volume2;
  const mute = () => {
    if (!isMuted) useVoice.getState().speaker?.stop();
    useVoice.setState({ isMuted: !isMuted });
  };
  return (
    <Button size="icon" look="quiet" aria-label={words} title={words} onClick={mute}>
      <Sound aria-hidden />
    </Button>
  );
}
