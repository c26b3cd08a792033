using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Instances;
using Pipeline.Core.Vocabulary;
using Pipeline.History.Events;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>Finds the steps of a registry decision in the zone: planned, accepted, in sync.</summary>
internal sealed class ZoneTrail(IRegistryHistory history, string domain)
{
    private const int PageOfEvents = 60;
    private const int PagesAtMost = 5;

    /// <summary>The maximum number of record sets that are read if a service has one for each instance.</summary>
    private const int RecordsAtMost = 12;

    /// <summary>The first change after an event that added an instance to DNS, or removed it.</summary>
    public async Task<IReadOnlyList<WhyStep>> AfterAsync(
        string host, string container, Instance instance, bool added, long sequence, DateTimeOffset? at, CancellationToken cancel)
    {
        string[] values = instance.Balancer is null
            ? [Value(instance, $"{host}.{domain}"), Value(instance, $"{AddressLabel.Format(instance, host)}.{domain}")]
            : [Value(instance, instance.At.Address)];
        var records = await FindRecordsAsync($"{instance.Service}.{domain}", type => type is RecordType.SRV, cancel);
        if (records.Count > RecordsAtMost)
            records = [.. records
                .Where(record => record.Contains(container, StringComparison.Ordinal)
                    || record.EndsWith($":{instance.At.Port}", StringComparison.Ordinal)
                    || record.Contains("/spread-", StringComparison.Ordinal))
                .Take(RecordsAtMost)];

        IReadOnlyList<WhyStep> first = [];
        foreach (var record in records)
        {
            var steps = await InRecordAsync(
                record, change => added == Holds(change, values)
                    && (added || change.Action is not ChangeAction.Create), sequence, at, cancel);
            if (steps is [var begin, ..] && (first is [] || begin.At < first[0].At)) first = steps;
        }

        return first;
    }

    /// <summary>The change of a host's own record.</summary>
    public async Task<IReadOnlyList<WhyStep>> OfHostAsync(string host, long sequence, DateTimeOffset? at, CancellationToken cancel)
    {
        foreach (var record in await FindRecordsAsync($"{host}.{domain}", type => type.IsAddress, cancel))
            if (await InRecordAsync(record, _ => true, sequence, at, cancel) is [_, ..] steps) return steps;
        return [];
    }

    /// <summary>The streams of a name's records of some types. A name may be a service's and a host's.</summary>
    public async Task<IReadOnlyList<string>> FindRecordsAsync(string name, Func<RecordType, bool> selects, CancellationToken cancel)
    {
        string[] ends = [.. Enum.GetValues<RecordType>().Where(selects).Select(type => new RecordKey(name, type).ToString())];
        return [.. (await history.RecordsAsync(name, cancel)).Where(record => ends.Any(end =>
            record.EndsWith(end, StringComparison.Ordinal) || record.Contains($"{end}/", StringComparison.Ordinal)))];
    }

    /// <summary>The steps of a change, from the events that follow it in its record's stream.</summary>
    public static IEnumerable<WhyStep> Describe(RecordedEvent submitted, IEnumerable<RecordedEvent> following)
    {
        var change = (ChangeSubmitted)submitted.Happened;
        yield return new WhyStep(
            submitted.At, null, "plan",
            $"the leader planned {Word.Format(change.Change.Action).ToUpperInvariant()} {change.Change.Set.Key} "
            + $"({Content(change.Change.Set)}, change list {change.Batch})",
            Trace: submitted.Trace);
        string? changeId = null;
        foreach (var next in following)
        {
            switch (next.Happened)
            {
                case ChangeAccepted accepted when changeId is null:
                    changeId = accepted.ChangeId;
                    yield return new WhyStep(next.At, null, "change", $"the zone accepted it: change {changeId}", changeId, next.Trace);
                    break;
                case ChangeInSync inSync when inSync.ChangeId == changeId:
                    yield return new WhyStep(
                        next.At, null, "insync", $"every name server answers with it: change {changeId} is INSYNC", changeId, next.Trace);
                    yield break;
                case ChangeRefused refused when changeId is null:
                    yield return new WhyStep(next.At, null, "change", $"the zone refused it: {refused.Error}", Trace: next.Trace);
                    yield break;
                case RecordFound found when changeId is null:
                    yield return new WhyStep(next.At, null, "change", EventWords.Of(found), Trace: next.Trace);
                    yield break;
                case ChangeSubmitted:
                    yield break;
            }
        }
    }

    private async Task<IReadOnlyList<WhyStep>> InRecordAsync(
        string record, Func<RecordChange, bool> matches, long sequence, DateTimeOffset? at, CancellationToken cancel)
    {
        for (var page = 0; page < PagesAtMost; page++)
        {
            var events = await history.AfterAsync(record, sequence, PageOfEvents, cancel);
            for (var index = 0; index < events.Count; index++)
            {
                if (events[index].At > at) return [];
                if (events[index].Happened is not ChangeSubmitted submitted || !matches(submitted.Change)) continue;
                var rest = events.Skip(index + 1).ToList();
                if (rest.Count < 3) rest = [.. await history.AfterAsync(record, events[index].Sequence, PageOfEvents, cancel)];
                return [.. Describe(events[index], rest.Where(next => !(next.At > at)))];
            }

            if (events.Count < PageOfEvents) return [];
            sequence = events[^1].Sequence;
        }

        return [];
    }

    private static string Content(RecordSet set) =>
        set.IsAlias ? $"an {set.Content.First()}" : $"{set.Values.Count} values";

    private static bool Holds(RecordChange change, string[] values) =>
        change.Action is not ChangeAction.Delete && change.Set.Values.Overlaps(values);

    private static string Value(Instance instance, string target) =>
        SrvValue.Create(instance.At.Port, target, instance.Priority, instance.Weight).ToString();
}
