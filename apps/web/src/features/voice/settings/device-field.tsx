'use client';
import { useEffect, useState } from 'react';
import { Field, Select } from '#components/ui/field.tsx';
import { voiceSettings as text } from '#text/voice-settings.ts';
import { preferVoice, useVoicePreferences } from '../preferences.ts';

/** Microphones of this machine; nameless and without ids until one was allowed. */
function useMicrophones(): readonly MediaDeviceInfo[] {
  const [found, setFound] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) return undefined;
    let isGone = false;
    const look = () => {
      const looking = devices.enumerateDevices().then((all) => {
        if (!isGone) setFound(all.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== ''));
      });
      // Then there are none to choose from.
      looking.catch(() => undefined);
    };
    look();
    devices.addEventListener('devicechange', look);
    return () => {
      isGone = true;
      devices.removeEventListener('devicechange', look);
    };
  }, []);
  return found;
}

export function DeviceField() {
  const deviceId = useVoicePreferences((state) => state.deviceId);
  const found = useMicrophones();
  return (
    <Field label={text.device} hint={found.length === 0 ? text.deviceHint : undefined}>
      {(control) => (
        <Select
          {...control}
          value={deviceId ?? ''}
          onChange={(event) => preferVoice({ deviceId: event.target.value || null })}
        >
          <option value="">{text.usualDevice}</option>
          {found.map((each, index) => (
            <option key={each.deviceId} value={each.deviceId}>
              {each.label === '' ? text.unnamedDevice(index + 1) : each.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
