using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;
using Pipeline.History.Replay;

namespace Pipeline.Promises.Tests;

/// <summary>Every member that is stored has a sample, in the first form or in an addition to it.</summary>
public sealed class What_later_forms_add(RealPostgres postgres)
{
    private readonly HashSet<(Type Type, string Member)> seen = [];
    private readonly HashSet<(Type Type, string Member)> stored = [];

    [Fact]
    public async Task Every_member_has_a_sample()
    {
        var database = await Fixture.LoadAllAsync(postgres);
        await SeeAsync("pipeline.mt_doc_container", typeof(Container));
        await SeeAsync("pipeline.mt_doc_host", typeof(Host));
        await SeeAsync("pipeline.mt_doc_namebinding", typeof(NameBinding));
        await SeeAsync("pipeline.mt_doc_hostlease", typeof(HostLease));
        await SeeAsync("health.mt_doc_saga", typeof(ContainerHealthSaga));
        foreach (var (name, type) in EventNames.OfRegistry) await SeeAsync($"pipeline.mt_events where type = '{name}'", type);
        foreach (var (name, type) in EventNames.OfHealth) await SeeAsync($"health.mt_events where type = '{name}'", type);

        stored.Except(seen).Select(one => $"{one.Type.Name}.{one.Member}").ShouldBeEmpty(
            "a new member has no sample (docs/adr/0020): add rows with it to a fixture of their own beside tests/Fixtures/history-1");

        async Task SeeAsync(string rows, Type type)
        {
            Expect(type);
            foreach (var row in await Fixture.RowsAsync(database, $"select data::text from {rows}")) See(type, JsonNode.Parse(row[0]));
        }
    }

    [Fact]
    public async Task Every_document_is_what_its_events_fold_to()
    {
        await using var store = Fixture.Registry(await Fixture.LoadAllAsync(postgres));
        var done = await store.Rebuilder.RebuildAsync(new Progress<RebuildProgress>(), CancellationToken.None);
        (done.Replaced, done.Kept).ShouldBe((0, 0));
    }

    private void Expect(Type type)
    {
        foreach (var member in MembersOf(type))
            if (stored.Add((type, member.Name))) Expect(ItemOf(member.PropertyType));
    }

    private void See(Type type, JsonNode? node)
    {
        if (node is JsonArray items)
            foreach (var item in items) See(type, item);
        if (node is not JsonObject json) return;
        foreach (var member in MembersOf(type).Where(member => json.ContainsKey(member.Name)))
        {
            seen.Add((type, member.Name));
            See(ItemOf(member.PropertyType), json[member.Name]);
        }
    }

    /// <summary>What a list holds; a type that is none itself. Dictionaries are left out: their keys are no members.</summary>
    private static Type ItemOf(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && type.GetGenericArguments() is [var item] ? item : type);

    private static IEnumerable<PropertyInfo> MembersOf(Type type) =>
        type.Namespace?.StartsWith("Pipeline.", StringComparison.Ordinal) is true
            ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsStored)
            : [];

    private static bool IsStored(PropertyInfo member) => member.GetIndexParameters() is []
        && member.GetCustomAttribute<JsonExtensionDataAttribute>() is null
        && member.GetCustomAttribute<JsonIgnoreAttribute>() is null or { Condition: not JsonIgnoreCondition.Always };
}
