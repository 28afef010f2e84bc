/** What agents call the tools that do the same: two agents on one task can then be compared. */
const classes: Readonly<Record<string, string>> = {
  run: 'bash shell exec_command exec local_shell run_shell_command execute_command run_command terminal command_execution',
  read: 'read read_file read_many_files view open_file cat readfile',
  edit: 'edit multiedit apply_patch replace str_replace str_replace_editor str_replace_based_edit_tool edit_file patch file_change',
  write: 'write write_file create_file',
  find: 'glob find find_files list list_directory ls list_dir',
  search: 'grep search search_file_content grep_search codebase_search ripgrep',
  fetch: 'webfetch web_fetch fetch fetch_url',
  lookup: 'websearch web_search google_web_search',
  plan: 'todowrite todo_write update_plan write_todos todo',
  agent: 'task agent spawn_agent',
};

const classOf = new Map(
  Object.entries(classes).flatMap(([name, tools]) =>
    tools.split(' ').map((tool) => [tool, name] as const),
  ),
);

/** What a tool does, whoever calls it how; a tool that is not known is a class of its own. */
export const toolClass = (name: string): string => classOf.get(name.toLowerCase()) ?? name;
