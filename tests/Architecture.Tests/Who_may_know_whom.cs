using Pipeline.Contracts;
using Pipeline.Core.Registration;

namespace Pipeline.Architecture.Tests;

/// <summary>
/// The direction of dependencies between the rooms. A new room takes its place in the table. What src/Aws stands for goes by the official
/// package's name.
/// </summary>
public sealed class Who_may_know_whom
{
    private const string Composer = "Pipeline";

    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Contracts"] = [],
        ["Core"] = ["Contracts"],
        ["Aws.Answers"] = [],
        ["Aws.Runtime"] = ["Aws.Answers"],
        ["Aws.ECS"] = ["Aws.Runtime"],
        ["Aws.ElasticLoadBalancingV2"] = ["Aws.Runtime"],
        ["Aws.Route53"] = ["Aws.Runtime"],
        ["Aws.SimpleNotificationService"] = ["Aws.Runtime"],
        ["Aws.DeadLetters"] = ["Aws.Answers"],
        ["Aws.TransportExtensions"] = [],
        ["Aws.Transport"] = ["Aws.Answers", "Aws.TransportExtensions", "AWSSDK.SimpleNotificationService"],
        ["Claims"] = ["Contracts", "Core"],
        ["Producer"] = ["Contracts", "Core", "Claims", "Aws.Answers", "AWSSDK.SimpleNotificationService"],
        ["ServiceDiscovery"] = [],
        ["Consuming"] = ["Contracts", "Core"],
        ["Projector"] = ["Contracts", "Core", "Consuming", "Aws.Answers", "AWSSDK.ECS", "AWSSDK.Route53"],
        ["Clusters"] = ["Contracts", "Core", "Claims", "Consuming", "Aws.Answers", "AWSSDK.ECS", "AWSSDK.ElasticLoadBalancingV2"],
        ["HealthSaga"] = ["Contracts", "Core", "Consuming", "Aws.Answers", "AWSSDK.ECS"],
        ["History"] = ["Contracts", "Core", "Projector", "HealthSaga"],
        ["Store"] = ["Contracts", "Core", "Projector", "HealthSaga", "History"],
        ["Console"] = ["Contracts", "Core", "History", "Aws.DeadLetters"],
        ["Postgres"] = [],
    };

    /// <summary>The packages of the rooms that are to stay free of the outside.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Contracts"] = [],
        ["Core"] = ["Stateless"],
    };

    public static TheoryData<string> Rooms => [.. Repository.Rooms.Keys.Where(room => room != Composer)];

    public static TheoryData<string> PureRooms => [.. MayUse.Keys];

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_knows_only_those_in_its_row_of_the_table(string room)
    {
        MayKnow.ShouldContainKey(room, $"src/{room} has no row in the table");
        Repository.References(room, "ProjectReference").Concat(Repository.References(room, "AwsPackage")).ShouldBeSubsetOf(MayKnow[room]);
    }

    [Fact]
    public void Nobody_knows_the_room_that_composes_them() =>
        MayKnow.Values.SelectMany(known => known).ShouldNotContain(Composer);

    [Theory, MemberData(nameof(PureRooms))]
    public void A_pure_room_uses_no_package_but_those_it_is_granted(string room)
    {
        Repository.References(room, "PackageReference").ShouldBeSubsetOf(MayUse[room]);
        Repository.References(room, "FrameworkReference").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(IHostFact))]
    [InlineData(typeof(Registrar))]
    public void A_pure_room_is_compiled_against_nothing_that_reads_writes_or_waits(Type resident)
    {
        string[] harmless =
        [
            "Pipeline.Contracts",
            "Stateless",
            "System.Runtime",
            "System.Collections",
            "System.Collections.Immutable",
            "System.Collections.Concurrent",
            "System.IO.Compression",
            "System.Net.Primitives", // IPAddress, a value
            "System.Linq",
            "System.Memory",
            "System.Runtime.InteropServices",
            "System.Text.Json",
            "System.Text.Encodings.Web",
            "System.Text.RegularExpressions",
        ];

        resident.Assembly.GetReferencedAssemblies().Select(reference => reference.Name).ShouldBeSubsetOf(harmless);
    }
}
