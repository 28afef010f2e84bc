import {
  CircleAlert,
  CircleHelp,
  CornerDownRight,
  FileText,
  Image,
  Info,
  Lightbulb,
  ListTodo,
  type LucideIcon,
  MessageSquareText,
  Tag,
  Wrench,
} from 'lucide-react';
import type { DocumentKind } from '../../../core/search/answer.ts';
import { cx } from '../../ui/cx.ts';

const looks: Record<DocumentKind, readonly [icon: LucideIcon, label: string, colour?: string]> = {
  build: [Tag, 'title'],
  todo: [ListTodo, 'TODO'],
  file: [FileText, 'file'],
  text: [MessageSquareText, 'text'],
  reasoning: [Lightbulb, 'reasoning', 'text-think'],
  user: [CornerDownRight, 'user'],
  tool: [Wrench, 'tool'],
  attachment: [Image, 'attachment'],
  error: [CircleAlert, 'error', 'text-err'],
  notice: [Info, 'notice'],
  unrecognised: [CircleHelp, 'unknown record'],
};

/** What kind of thing was found. */
export function KindIcon({ kind }: { kind: DocumentKind }) {
  const [Icon, label, colour = 'text-faint'] = looks[kind];
  return (
    <Icon size={12} role="img" aria-label={label} className={cx('mt-0.5 flex-none', colour)} />
  );
}
