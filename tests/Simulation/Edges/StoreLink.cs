using Pipeline.Core.Storage;
using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>The way from a process to the store, which fails as the edge over PostgreSQL does.</summary>
internal sealed class StoreLink(SimulatedProcess process, StoreFaults faults, Random random, Func<TimeSpan> drawLatency)
    : Link(process, drawLatency)
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);
    private static readonly string[] WritesOfLeases =
        ["TryAcquireAsync", "TryRenewAsync", "OpenAsync", "RenewAsync", "ReleaseAsync"];
    private static readonly string[] Writes =
        ["CommitAsync", "AppendAsync", "SubmitAsync", "SaveAsync", "TrySaveLeaseAsync", .. WritesOfLeases];

    // Nearly all calls meet no fault, and need no state machine.
    public override ValueTask BeforeAsync(string call, CancellationToken cancel)
    {
        var passed = base.BeforeAsync(call, cancel);
        return passed.IsCompletedSuccessfully && faults.AreNone ? ValueTask.CompletedTask : FailIfDueAsync(passed, call, cancel);
    }

    public override ValueTask AfterAsync(string call, CancellationToken cancel) =>
        faults.AnswerLost > 0 ? LoseAnswerAsync(call, cancel) : base.AfterAsync(call, cancel);

    private async ValueTask FailIfDueAsync(ValueTask passed, string call, CancellationToken cancel)
    {
        await passed;
        if (faults.IsAway || faults.CutOff.Contains(Process)) throw new StoreUnavailableException("simulated: the store is away");
        if (faults.IsFrozen)
        {
            await Process.PassAsync(CommandTimeout, cancel);
            throw new StoreUnavailableException("simulated: the store does not answer");
        }

        if (!Writes.Contains(call)) return;
        if (faults.IsFull) throw new StoreUnavailableException("simulated: the store's disk is full (53100)");
        if (!faults.IsReadOnly) return;
        const string ReadOnly = "simulated: the store is read-only (25006)";
        throw WritesOfLeases.Contains(call) ? new StoreRefusedException(ReadOnly) : new StoreUnavailableException(ReadOnly);
    }

    private async ValueTask LoseAnswerAsync(string call, CancellationToken cancel)
    {
        await base.AfterAsync(call, cancel);
        if (Writes.Contains(call) && random.NextDouble() < faults.AnswerLost)
            throw new StoreUnavailableException("simulated: the answer is lost");
    }
}
