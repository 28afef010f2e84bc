const placeholder =
  /^(?:\$|%|<|\{|\*{3}|x{4,}|\.{3}|…|•|process\.|import\.|os\.|env\.|ENV\b|your|my[-_]|some[-_]|example|change[-_]?me|placeholder|redacted|\[redacted|dummy|fake|todo\b|test$|secret$|password$|token$|string|number|boolean|bool$|null|none|undefined|true|false|required|optional|unknown|any$|self\.|this\.|await|new|function|async|get|z\.|u?int\d+|float\d+|.*\.{3}$|.*array$)/i;

/** Whether a value only stands for one: a variable, a type, an example. */
export const isPlaceholder = (value: string): boolean => placeholder.test(value);
