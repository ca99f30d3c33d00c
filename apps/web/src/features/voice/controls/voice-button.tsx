'use client';
import { Mic, Square } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { voiceButton as text } from '#text/voice-button.ts';
import { useVoicePreferences } from '../preferences.ts';
import { isMicrophoneWanted, useVoice } from '../voice-store.ts';
import { useAsked } from './use-asked.ts';
import { usePress } from './use-press.ts';
import { useTalkKey } from './use-talk-key.ts';
import { useVoiceSession } from './use-voice-session.ts';

/** The microphone beside the send box. What listens is loaded when it is first pressed. */
export function VoiceButton({ conversationId }: { conversationId: string }) {
  const isWanted = useVoicePreferences((state) => state.isOn);
  return isWanted ? <Voice conversationId={conversationId} /> : null;
}

function Voice({ conversationId }: { conversationId: string }) {
  const { projectId } = useProjectScope();
  const session = useVoiceSession({ projectId, conversationId });
  const isHeard = useView((view) => view.project.settings.voice.recognition);
  const usualMode = useView((view) => view.project.settings.voice.mode);
  const press = usePress(session.act, usualMode);
  useAsked(press.tap);
  return isHeard ? <Talk {...session} press={press.handlers} /> : null;
}

interface TalkProps extends ReturnType<typeof useVoiceSession> {
  press: ReturnType<typeof usePress>['handlers'];
}

function Talk({ open, act, press }: TalkProps) {
  const talkKey = useVoicePreferences((state) => state.talkKey);
  const isOn = useVoice(isMicrophoneWanted);
  const isHandsFree = useVoice(({ state }) => state?.mode === 'hands_free');
  useTalkKey({
    press: () => act((session) => session.press('held')),
    release: () => act((session) => session.release()),
    callOff: () => act((session) => session.callOff()),
    cancel: () => useVoice.getState().session?.cancel(),
  });
  const stop = isHandsFree ? text.off : text.stop;
  const Icon = isOn ? Square : Mic;
  const service = useVoice((store) => store.service);
  const hint = text.hint(talkKey === null ? null : text.keys[talkKey], service);
  return (
    <Button
      {...press}
      look={isOn ? 'signal' : 'quiet'}
      size="icon"
      aria-label={isOn ? stop : text.speak}
      aria-pressed={isOn}
      title={isOn ? stop : hint}
      onPointerEnter={() => void open()}
      onContextMenu={(event) => event.preventDefault()}
      className="absolute right-10 bottom-1.5 touch-none max-md:right-14"
    >
      <Icon aria-hidden />
    </Button>
  );
}
