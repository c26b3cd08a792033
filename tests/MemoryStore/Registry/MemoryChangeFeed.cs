using System.Threading.Channels;
using Pipeline.Projector.Registry;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>Notices within the process. Each listener has a session and hears in the order of the commits.</summary>
internal sealed class MemoryChangeFeed(Sessions sessions, CommittedState committed, RegistryServer server) : IChangeFeed
{
    public async Task ListenAsync(Action<ChangeNotice> heard, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var session = sessions.Open();
        var notices = Channel.CreateUnbounded<ChangeNotice>(new()
        {
            SingleReader = true,
            AllowSynchronousContinuations = !server.Continuations.HasFlag(TaskCreationOptions.RunContinuationsAsynchronously),
        });
        await using var broken = session.Lost.UnsafeRegister(_ => notices.Writer.TryComplete(Session.Failure()), null);
        server.Add(notices);
        try
        {
            heard(ChangeNotice.All);
            await foreach (var notice in notices.Reader.ReadAllAsync(cancel)) heard(notice);
        }
        finally
        {
            server.Remove(notices);
            session.Dispose();
        }
    }

    public Task PublishAsync(ChangeNotice notice, CancellationToken cancel) => committed.ReadAsync(_ =>
    {
        Send(notice);
        return true;
    }, cancel);

    public void Send(ChangeNotice notice) => server.Send(notice);
}
