namespace Interlude.World;

public sealed partial class ChatWorld
{
    // A smaller limit bites at the next wish; nobody is thrown out by it.
    private void Configure(Command.Configured command)
    {
        _policy = command.Policy;
        TrimPastUsers();
    }
}
