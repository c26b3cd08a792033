using Pipeline.Projector.Leadership;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>A term as its leader sees it: that it is lost, it learns only while it runs.</summary>
internal sealed class RemoteTerm : ILeaderTerm
{
    private readonly ILeaderTerm term;
    private readonly Link link;
    private readonly CancellationTokenSource lost = new();

    public RemoteTerm(ILeaderTerm term, Link link)
    {
        (this.term, this.link) = (term, link);
        term.Lost.UnsafeRegister(_ => link.Process.Deliver(lost.Cancel), null);
    }

    public CancellationToken Lost => lost.Token;

    public async ValueTask DisposeAsync()
    {
        await link.Process.PassAsync(TimeSpan.Zero, CancellationToken.None);
        await term.DisposeAsync();
    }
}
