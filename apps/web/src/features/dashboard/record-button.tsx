'use client';
import { Mic, Square } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { Button } from '#components/ui/button.tsx';
import { useMay, useProjectScope, useView } from '#features/project/project-context.tsx';
import { useVoicePreferences } from '#features/voice/preferences.ts';
import { askToSpeak, isMicrophoneWanted, stopListening, useVoice } from '#features/voice/voice-store.ts';
import { cn } from '#lib/class-names.ts';
import { useIsWide } from '#lib/media.ts';
import { projectPath } from '#lib/route-ids.ts';
import { showPart } from '#lib/search-param.ts';
import { dashboard } from '#text/dashboard.ts';
import { useLayoutStore } from './layout-store.ts';

/** Turns the chat's microphone on, with the chat in sight, and off. Where it stands it says that the microphone is on. */
export function RecordButton({ className }: { className?: string }) {
  const { isOffered, isOn, words, press } = useRecord();
  if (!isOffered) return null;
  const Icon = isOn ? Square : Mic;
  return (
    <Button
      look={isOn ? 'signal' : 'plain'}
      aria-label={words}
      aria-pressed={isOn}
      title={isOn ? words : dashboard.recordHint}
      onClick={press}
      className={className}
    >
      <Icon aria-hidden />
      <span className="max-xl:hidden">{isOn ? dashboard.stop : words}</span>
    </Button>
  );
}

/** The same among the tabs of a phone, whose top bar has no room for it. */
export function RecordTab() {
  const { isOffered, isOn, words, press } = useRecord();
  if (!isOffered) return null;
  const Icon = isOn ? Square : Mic;
  return (
    <button
      type="button"
      aria-label={words}
      aria-pressed={isOn}
      onClick={press}
      className={cn(
        'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs md:hidden',
        isOn ? 'bg-signal font-semibold text-signal-ink' : 'text-ink-2',
      )}
    >
      <Icon className="size-5" aria-hidden />
      {isOn ? dashboard.stop : words}
    </button>
  );
}

function useRecord() {
  const showChat = useShowChat();
  const isHeard = useView((view) => view.project.settings.voice.recognition);
  const isWanted = useVoicePreferences((preferences) => preferences.isOn);
  const mayTalk = useMay('operator');
  const session = useVoice((store) => store.session);
  const isOn = useVoice(isMicrophoneWanted);
  const press = () => {
    if (isOn && session !== null) return stopListening(session);
    showChat();
    askToSpeak();
  };
  const words = isOn ? dashboard.stopRecording : dashboard.record;
  return { isOffered: isHeard && isWanted && mayTalk, isOn, words, press };
}

/** Brings the chat into sight: as a tab, a panel that was put aside, or from another page of the project. */
function useShowChat(): () => void {
  const dashboardPath = projectPath(useProjectScope().projectId);
  const isOnDashboard = usePathname() === dashboardPath;
  const router = useRouter();
  const isWide = useIsWide();
  const setHidden = useLayoutStore((layout) => layout.setHidden);
  return () => {
    setHidden('chat', false);
    if (!isOnDashboard) router.push(`${dashboardPath}?view=chat`);
    else if (!isWide) showPart('view', 'chat');
  };
}
