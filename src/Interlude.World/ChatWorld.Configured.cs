namespace Interlude.World;

public sealed partial class ChatWorld
{
    // A smaller limit bites at the next wish; nobody is thrown out by it, but who stays by a rule that holds no longer.
    private void Configure(Command.Configured command, List<Event> events)
    {
        _policy = command.Policy;
        TrimPastUsers();
        SendOffThoseAlone(events);
    }
}
