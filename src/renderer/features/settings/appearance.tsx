import { useStore } from 'zustand';
import { contrast } from '../../app/contrast.ts';
import { density } from '../../app/density.ts';
import { setTheme, themeStore } from '../../app/theme.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { Setting, SettingGroup } from './setting.tsx';

/** How this window looks. Other windows and browsers have their own. */
export function Appearance() {
  const theme = useStore(themeStore, (state) => state.theme);
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  return (
    <SettingGroup>
      <Setting
        title="Theme"
        control={
          <Segmented
            label="Theme"
            value={theme}
            onChange={setTheme}
            choices={[
              ['system', 'System'],
              ['light', 'Light'],
              ['dark', 'Dark'],
            ]}
          />
        }
      />
      <Setting
        title="Density"
        control={
          <Segmented
            label="Density"
            value={useStore(density.store)}
            onChange={density.set}
            choices={[
              ['comfortable', 'Comfortable'],
              ['compact', 'Compact'],
            ]}
          />
        }
      >
        Height of rows in the plan and in the list of builds
      </Setting>
      <Setting
        title="Contrast"
        control={
          <Segmented
            label="Contrast"
            value={useStore(contrast.store)}
            onChange={contrast.set}
            choices={[
              ['system', 'System'],
              ['standard', 'Standard'],
              ['high', 'High'],
            ]}
          />
        }
      >
        High: stronger text and lines, in both themes
      </Setting>
      <Setting
        title="Motion"
        control={<span className="text-muted">{calm ? 'Reduced' : 'On'}</span>}
      >
        Follows the system
      </Setting>
    </SettingGroup>
  );
}
