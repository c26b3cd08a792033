using Pipeline.Contracts;
using Pipeline.Core.Names;
using Pipeline.Core.Storage;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Names;

/// <summary>
/// Follows the use of bound names while this process leads: a name without an instance is unused, and released after a while. A claim
/// of its owner uses it again.
/// </summary>
public sealed class NameWatch(
    RegistryWriter registry, IRegistryState state, OwnersFile owners, ProjectorSettings settings, TimeProvider time, ILogger<NameWatch> log)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    public async Task RunAsync(ILeaderTerm term, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            if (!owners.Rules.BindNames) continue;
            try
            {
                await FollowAsync(term, cancel);
            }
            catch (Exception failure) when (StoreFailures.IsTransient(failure))
            {
                log.NamesUnseen(FailureWords.Describe(failure));
            }
        }
    }

    private async Task FollowAsync(ILeaderTerm term, CancellationToken cancel)
    {
        var bindings = await state.ReadNamesAsync(cancel);
        var containers = (await state.ReadPresentAsync(cancel)).Containers;
        foreach (var use in NameUse.Find(bindings, containers))
        {
            term.EnsureHeld();
            await registry.FollowAsync(use, settings.Names.ReleaseAfter, term, cancel);
        }

        ProjectorTelemetry.NamesBound(bindings.Count(binding => binding.Owner is not null));
    }
}
