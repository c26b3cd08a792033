using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Stating;
using Pipeline.Clusters.Tasks;
using Pipeline.Contracts;

namespace Pipeline.Clusters.Resync;

/// <summary>
/// States every task of the cluster, whatever events were lost: the full report of ECS. It renews the leases of the tasks' hosts, and
/// brings the results of health checks, which no event tells.
/// </summary>
public sealed class ClusterResync(
    ClusterListing listing, IRegisteredTasks registered, TaskSpeaker speaker, IFactPublisher facts, ClusterSettings settings,
    TimeProvider time)
{
    /// <summary>
    /// Absence from a list withdraws nothing: ECS is asked for each task that was registered before the list began and is not in it.
    /// </summary>
    /// <exception cref="EcsUnavailableException">ECS did not answer. What was stated until then counts.</exception>
    public async Task<ResyncResult> RunAsync(CancellationToken cancel)
    {
        var before = await registered.ReadAsync(cancel);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var stated = 0;
        foreach (var launchType in settings.LaunchTypes)
            await foreach (var page in listing.ListAsync(launchType, cancel))
                stated += await StatePageAsync(page, seen, cancel);

        var absent = before.Where(task => !seen.Contains(task.Id)).ToDictionary(task => task.Id);
        return new ResyncResult(stated, await AskForAbsentAsync(absent, cancel));
    }

    private async Task<int> StatePageAsync(IReadOnlyList<string> page, HashSet<string> seen, CancellationToken cancel)
    {
        var (stated, asked) = (0, time.GetUtcNow());
        await foreach (var answer in listing.DescribeAsync(page, cancel))
        {
            if (answer.Task is not { } task || TaskStatement.FindFlaw(task) is not null) continue;
            seen.Add(task.Id);
            if (await speaker.StateAsync(task, asked, cancel) is not { } fact) continue;
            await facts.PublishAsync(fact, cancel);
            stated++;
        }

        return stated;
    }

    /// <returns>How many of them have ended.</returns>
    private async Task<int> AskForAbsentAsync(Dictionary<string, RegisteredTask> absent, CancellationToken cancel)
    {
        var (gone, asked) = (0, time.GetUtcNow());
        await foreach (var answer in listing.DescribeAsync(absent.Keys, cancel))
        {
            if (await StateAbsentAsync(answer, absent, asked, cancel) is not { } fact) continue;
            await facts.PublishAsync(fact, cancel);
            if (fact is HostLeft) gone++;
        }

        return gone;
    }

    /// <summary>A task that is absent from the list, and runs nevertheless, is stated as those in it.</summary>
    private async Task<IHostFact?> StateAbsentAsync(
        TaskAnswer answer, Dictionary<string, RegisteredTask> absent, DateTimeOffset asked, CancellationToken cancel) => answer switch
        {
            { MissingId: { } id } => absent.TryGetValue(id, out var missing)
                ? TaskStatement.WriteMissing(missing.Host, missing.Newest, asked) : null,
            { Task: { } task } when TaskStatement.FindFlaw(task) is null && absent.TryGetValue(task.Id, out var known) =>
                task.IsLeaving ? TaskStatement.WriteEnd(task, known.Host, asked) : await speaker.StateAsync(task, asked, cancel),
            _ => null,
        };
}

/// <param name="Stated">How many tasks were stated.</param>
/// <param name="Gone">How many registered tasks had ended, without an event that was taken up.</param>
public sealed record ResyncResult(int Stated, int Gone);
