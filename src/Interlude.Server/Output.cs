namespace Interlude.Server;

/// <summary>What a <see cref="ChatServer"/> asks of its host. To be done in order.</summary>
public abstract record Output
{
    private Output()
    {
    }

    /// <summary>
    /// Put the same bytes into the outbox of each client. The bytes never change afterwards; the list is the host's until
    /// <see cref="ChatServer.ClearOutputs"/>.
    /// </summary>
    public sealed record Send(ReadOnlyMemory<byte> Bytes, List<ClientId> Clients) : Output;

    /// <summary>Close the connection once everything owed to it, and these last words, is sent. The client's number means nothing from here on.</summary>
    public sealed record Close(ClientId Client, ReadOnlyMemory<byte> LastWords) : Output;

    /// <summary>Give no further line of this client until <see cref="Resume"/>.</summary>
    public sealed record Pause(ClientId Client) : Output;

    /// <summary>Lines of this client are welcome again.</summary>
    public sealed record Resume(ClientId Client) : Output;

    /// <summary>Say <see cref="ChatServer.Drained"/>, once, when the client's outbox is below its low mark; it may be already.</summary>
    public sealed record AwaitDrain(ClientId Client) : Output;

    /// <summary>Append to the log, and say <see cref="ChatServer.Appended"/>.</summary>
    public sealed record Append(Batch Batch) : Output;

    /// <summary>Find something out that is slow or random, off this thread, and say <see cref="ChatServer.Completed"/> with the same number.</summary>
    public sealed record Request(long Number, ServerRequest What) : Output;

    /// <summary>A mistake of this program, which has ended a client if nothing else is said: to be logged and counted. Nothing else has to be done.</summary>
    /// <param name="Client">The client, whose <see cref="Close"/> comes separately.</param>
    /// <param name="Doing">What went wrong on the way, without any text of a person.</param>
    /// <param name="Exception">The mistake.</param>
    public sealed record Fault(ClientId Client, string Doing, Exception Exception) : Output
    {
        /// <summary>Whether the client, and whoever was told the same, goes on: something that was said reached them cut.</summary>
        public bool IsSurvived { get; init; }
    }

    /// <summary>Something that whoever runs the server should know, in a sentence: to be logged.</summary>
    public sealed record Report(string Sentence) : Output;

    /// <summary>Nothing is owed to anybody and the end of this node is journaled: the host may go.</summary>
    public sealed record Stopped : Output;
}
