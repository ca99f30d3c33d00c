'use client';
import { useId } from 'react';
import { VoiceButton } from '#features/voice/controls/voice-button.tsx';
import { VoicePlace } from '#features/voice/controls/voice-place.tsx';
import { chat } from '#text/chat.ts';
import { CompletionList, optionId } from './completion-list.tsx';
import { SendBox } from './send-box.tsx';
import { UnderstandingLine } from './understanding-line.tsx';
import { type ComposerInput, useComposer } from './use-composer.ts';

export function Composer(input: ComposerInput) {
  const composer = useComposer(input);
  const { text, completion, excess } = composer;
  const { current } = completion;
  const listId = useId();
  return (
    <form
      className="relative shrink-0 border-t p-2"
      onSubmit={(event) => {
        event.preventDefault();
        composer.send();
      }}
    >
      {current === undefined ? null : (
        <CompletionList id={listId} items={completion.items} current={current} onPick={completion.pick} />
      )}
      <VoicePlace conversationId={input.conversationId} />
      <UnderstandingLine text={text} conversationId={input.conversationId} />
      <SendBox
        ref={composer.box}
        data-shortcut="chat"
        aria-label={chat.label}
        placeholder={chat.placeholder}
        value={text}
        onChange={(event) => {
          completion.resetMark();
          composer.change(event.target.value, event.target.selectionStart);
        }}
        onSelect={(event) => composer.setCaret(event.currentTarget.selectionStart)}
        onFocus={() => composer.setFocused(true)}
        onBlur={() => composer.setFocused(false)}
        onKeyDown={composer.onKeyDown}
        aria-autocomplete="list"
        {...(current === undefined
          ? {}
          : { 'aria-controls': listId, 'aria-activedescendant': optionId(listId, current) })}
        send={chat.send}
        hint={chat.hint}
        excess={excess}
        isReady={composer.isReady}
        aside={<VoiceButton conversationId={input.conversationId} />}
      />
    </form>
  );
}
