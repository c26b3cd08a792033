using Pipeline.Core.Dns.Planning;

namespace Pipeline.Core.Dns.Adoption;

/// <summary>
/// Decides which foreign records the ledger takes over. A record is taken only if its form says whose it is, and if the pass that follows
/// leaves no name without an answer that it has now:
/// <code>
/// a record stays foreign            because
/// whose form says so                it may be somebody else's, or may lead to something that is not known yet
/// beside one of its name that stays if what is desired has another policy or TTL: Route 53 would refuse the change list
/// whose target stays foreign        the instance would be left out of DNS
/// </code>
/// </summary>
public static class AdoptionDecision
{
    public static Adoption Decide(AdoptionRequest request, ZoneEvidence seen, DateTimeOffset now)
    {
        var form = CreateForm(request, seen);
        var reasons = seen.Actual.Values
            .Where(set => !seen.IsOwned(set.Key) && seen.FindLabel(set.Key.Name) is not null && request.Covers(set.Key))
            .ToDictionary(set => set, form.Judge);

        while (true)
        {
            List<RecordSet> taken = [.. reasons.Where(one => one.Value is null).Select(one => one.Key)];
            var outcome = Outcome.Compute(seen, taken, request.From, now);
            var kept = FindDivided(seen, taken, outcome).Select(set => (set, LeftReason.DividedName)).ToList();
            if (kept.Count == 0) kept = [.. FindUnreachable(taken, outcome).Select(set => (set, LeftReason.ForeignTarget))];
            if (kept.Count == 0)
                return new Adoption(
                    [.. InOrder(taken).Select(set => new TakenRecord(set, outcome.FindFate(set)))],
                    [.. InOrder(reasons.Where(one => one.Value is not null).Select(one => one.Key))
                        .Select(set => new LeftRecord(set, reasons[set]!.Value))],
                    outcome.Events);
            foreach (var (set, reason) in kept) reasons[set] = reason;
        }
    }

    private static IRecordForm CreateForm(AdoptionRequest request, ZoneEvidence seen) => request.From switch
    {
        RecordOrigin.Ledger => new LedgerForm(seen, request.Vouches),
        RecordOrigin.Agent => new AgentForm(seen),
        RecordOrigin.Hand => new HandForm(seen),
        var origin => throw new ArgumentOutOfRangeException(nameof(request), origin, "no such origin"),
    };

    /// <summary>Records whose name keeps a foreign set that cannot be beside what is desired.</summary>
    private static IEnumerable<RecordSet> FindDivided(ZoneEvidence seen, List<RecordSet> taken, Outcome outcome)
    {
        var ours = taken.Select(set => set.Key).ToHashSet();
        var desired = outcome.Desired.Sets.Values.ToLookup(set => set.Key with { SetIdentifier = null });
        return taken
            .GroupBy(set => set.Key with { SetIdentifier = null })
            .Where(name => seen.FindSets(name.Key.Name).Any(other => other.Key.Type == name.Key.Type
                && !ours.Contains(other.Key) && !seen.IsOwned(other.Key)
                && desired[name.Key].Any(set => set.Routing.Policy != other.Routing.Policy || set.Ttl != other.Ttl)))
            .SelectMany(name => name);
    }

    /// <summary>Records that lead to instances which would be left out of DNS, because their address records stay foreign.</summary>
    private static IEnumerable<RecordSet> FindUnreachable(List<RecordSet> taken, Outcome outcome)
    {
        var missing = outcome.Desired.Sets.Values
            .Where(set => set.Key.Type is RecordType.SRV)
            .SelectMany(
                set => set.Values.Except(outcome.Fitting.Sets.GetValueOrDefault(set.Key)?.Values ?? []),
                (set, value) => (set.Key.Name, PlaceOf(value)))
            .ToHashSet();
        return missing.Count == 0 ? [] : taken.Where(set => set.Key.Type is RecordType.SRV
            && set.Values.Any(value => missing.Contains((set.Key.Name, PlaceOf(value)))));
    }

    /// <summary>Where a value leads to. A host may be written with its domain or with another one, so its first label counts.</summary>
    private static string PlaceOf(string value) =>
        SrvValue.ParseForeign(value) is { } srv ? $"{srv.Target.Split('.')[0]}:{srv.Port}" : value;

    private static IEnumerable<RecordSet> InOrder(IEnumerable<RecordSet> sets) =>
        sets.OrderBy(set => set.Key.ToString(), StringComparer.Ordinal);

    /// <summary>What the ledger is after an adoption, and what is desired then.</summary>
    private sealed record Outcome(
        IReadOnlyList<(LedgerEntry Entry, LedgerEvent Happened)> Events, DesiredRecords Desired, DesiredRecords Fitting)
    {
        public static Outcome Compute(ZoneEvidence seen, List<RecordSet> taken, RecordOrigin origin, DateTimeOffset now)
        {
            var after = seen.Ledger.ToDictionary(entry => entry.Id);
            var events = new List<(LedgerEntry Entry, LedgerEvent Happened)>();
            var keys = taken.Select(set => set.Key).ToHashSet();
            foreach (var set in InOrder(taken))
            {
                var id = LedgerEntry.StreamOf(seen.Identity, set.Key);
                Append(after.GetValueOrDefault(id) ?? LedgerEntry.Unwritten(seen.Identity, set.Key), new RecordAdopted(set, origin, now));
            }

            // What was in the way is ours now.
            foreach (var blocked in after.Values.Where(entry => entry.Foreign is { } foreign && keys.Contains(foreign.Key)).ToList())
                Append(blocked, new RecordFound(null, Finding.ForeignGone, now));

            var desired = seen.DesireWith(after.Values);
            foreach (var (entry, found) in ZoneAudit.Conflicts(seen.Actual, desired.Sets, after.Values, seen.Identity, now).ToList())
                after[entry.Id] = LedgerEntry.Evolve(entry, entry.Id, found);
            return new Outcome(events, desired, ReachableTargets.Fit(desired, desired.Sets, after.Values));

            void Append(LedgerEntry entry, LedgerEvent happened)
            {
                events.Add((entry, happened));
                after[entry.Id] = LedgerEntry.Evolve(entry, entry.Id, happened);
            }
        }

        public RecordFate FindFate(RecordSet set) => Fitting.Sets.GetValueOrDefault(set.Key) switch
        {
            { } same when same.Equals(set) => RecordFate.Kept,
            not null => RecordFate.Changed,
            null when Fitting.Sets.Values.Any(other => IsSuccessor(other, set)) => RecordFate.Exchanged,
            null => RecordFate.Removed,
        };

        /// <summary>Whether what a set leads to is found in another set of its name.</summary>
        private static bool IsSuccessor(RecordSet other, RecordSet set) =>
            other.Key.Name == set.Key.Name && other.Key.Type == set.Key.Type
            && (other.IsAlias || set.IsAlias || other.Values.Select(PlaceOf).Intersect(set.Values.Select(PlaceOf)).Any());
    }
}
