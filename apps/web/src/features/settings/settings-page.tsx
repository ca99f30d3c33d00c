'use client';
import { useTheme } from 'next-themes';
import { Section } from '#components/section.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { useMe } from '#features/session/use-session.ts';
import { SiteFrame } from '#features/shell/site-frame.tsx';
import { themes } from '#features/shell/themes.ts';
import { VoiceSettings } from '#features/voice/settings/voice-settings.tsx';
import { cn } from '#lib/class-names.ts';
import { useIsMounted } from '#lib/route-ids.ts';
import { providers } from '#text/providers.ts';
import { runners } from '#text/runners.ts';
import { settings as text } from '#text/settings.ts';
import { shell } from '#text/shell.ts';
import { voiceSettings } from '#text/voice-settings.ts';
import { ModelLinks } from './model-links.tsx';
import { PasswordForm } from './password-form.tsx';
import { RunnerSettings } from './runner-settings.tsx';
import { SessionList } from './session-list.tsx';
import { TokenList } from './token-list.tsx';

export function SettingsPage() {
  const me = useMe();
  return (
    <SiteFrame>
      <h1 className="mb-6 font-semibold text-2xl tracking-tight">{text.title}</h1>
      <div className="max-w-3xl space-y-9">
        <Section title={text.profile}>
          {me.data === undefined ? (
            <Skeleton className="h-10 w-60" />
          ) : (
            <p>
              <span className="font-medium">{me.data.user.display_name}</span>{' '}
              <span className="text-ink-2">{me.data.user.email}</span>{' '}
              {me.data.user.is_admin ? <Badge>{text.admin}</Badge> : null}
            </p>
          )}
        </Section>
        <Section title={text.theme}>
          <ThemeChoice />
        </Section>
        <Section title={voiceSettings.title} hint={voiceSettings.hint}>
          <VoiceSettings />
        </Section>
        <Section title={text.password} hint={text.passwordHint}>
          <PasswordForm />
        </Section>
        <Section title={text.sessions}>
          <SessionList />
        </Section>
        <Section title={text.tokens} hint={text.tokensHint}>
          <TokenList />
        </Section>
        <Section title={text.models} hint={providers.hint}>
          <ModelLinks />
        </Section>
        <Section title={text.runners} hint={runners.hint}>
          <RunnerSettings />
        </Section>
      </div>
    </SiteFrame>
  );
}

function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  const isMounted = useIsMounted();
  return (
    <fieldset className="flex gap-2">
      <legend className="sr-only">{text.theme}</legend>
      {themes.map(({ name, icon: Icon }) => (
        <label
          key={name}
          className={cn(
            'flex min-h-9 cursor-pointer items-center gap-2 rounded-md border px-3 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:min-h-11',
            isMounted && theme === name ? 'border-ink bg-raised font-medium' : 'text-ink-2',
          )}
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={isMounted && theme === name}
            onChange={() => setTheme(name)}
          />
          <Icon className="size-4" aria-hidden />
          {shell.themes[name]}
        </label>
      ))}
    </fieldset>
  );
}
