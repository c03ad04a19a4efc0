using Interlude.Host.Serving;
using Interlude.Server;

namespace Interlude.Host.Storage;

/// <summary>A log behind which a <see cref="Follower"/> goes; when it is too far behind, appends wait for it, or fail if it cannot go on.</summary>
internal sealed class FollowedJournal(Journal journal, Follower follower) : Journal
{
    public override bool WantsFew => journal.WantsFew;

    public override ValueTask<Appended> AppendAsync(Batch batch)
    {
        if (!follower.HasRoom)
        {
            return AwaitRoomAsync(batch);
        }

        var append = journal.AppendAsync(batch);
        if (append.IsCompletedSuccessfully)
        {
            var appended = append.Result;
            follower.Add(appended.Entries);
            return new ValueTask<Appended>(appended);   // it can be taken once
        }

        return AwaitAsync(append);
    }

    private async ValueTask<Appended> AwaitAsync(ValueTask<Appended> append)
    {
        var appended = await append;
        follower.Add(appended.Entries);
        return appended;
    }

    private async ValueTask<Appended> AwaitRoomAsync(Batch batch)
    {
        if (await follower.WaitForRoomAsync() is { } trouble)
        {
            return new Appended(AppendResult.Failed, [], trouble);
        }

        return await AwaitAsync(journal.AppendAsync(batch));
    }
}
