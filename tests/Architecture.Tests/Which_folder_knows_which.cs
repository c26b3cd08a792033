namespace Pipeline.Architecture.Tests;

/// <summary>
/// Inside a room dependencies go one way: the root folder composes and knows its folders, no folder knows it, and no folders form a circle.
/// </summary>
public sealed class Which_folder_knows_which
{
    /// <summary>Rooms whose namespaces are not their folders, and why.</summary>
    private static readonly Dictionary<string, string> OfficialNamespaces = new()
    {
        ["Aws.ECS"] = "replaces AWSSDK.ECS, so its types must have the official names",
        ["Aws.ElasticLoadBalancingV2"] = "replaces AWSSDK.ElasticLoadBalancingV2, so its types must have the official names",
        ["Aws.Route53"] = "replaces AWSSDK.Route53, so its types must have the official names",
        ["Aws.SimpleNotificationService"] = "replaces AWSSDK.SimpleNotificationService, so its types must have the official names",
    };

    /// <summary>Namespaces that a file may have in place of its folder's, and why.</summary>
    private static readonly Dictionary<string, string> ForeignNamespaces = new()
    {
        ["MassTransit"] = "extends MassTransit's configuration under the names of its official SQS transport",
        ["Amazon"] = "replaces types of the AWS SDK under their official names",
    };

    /// <summary>Rooms that have one namespace for all their folders, and why.</summary>
    private static readonly Dictionary<string, string> OneNamespace = new()
    {
        ["Contracts"] = "messages travel under their full names, so the namespace is part of the wire format",
    };

    public static TheoryData<string> Rooms =>
        [.. Repository.Rooms.Keys.Where(room => !OfficialNamespaces.ContainsKey(room)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Rooms))]
    public void Folders_of_a_room_form_no_circle(string room)
    {
        // The agent has another name only when it is published.
        string[] names = [$"Pipeline.{room}", Repository.Property(room, "AssemblyName") ?? ""];
        var assembly = names.Select(name => Path.Combine(AppContext.BaseDirectory, $"{name}.dll")).First(File.Exists);

        FolderGraph.Read(assembly, Repository.RootNamespace(room)).Violations().ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Rooms))]
    public void A_namespace_is_its_folder(string room)
    {
        if (OneNamespace.ContainsKey(room)) return;
        var folder = Repository.Folder(room);
        (from source in Repository.Sources
         where source.Key.StartsWith(folder + "/", StringComparison.Ordinal)
         let inside = Path.GetDirectoryName(source.Key[(folder.Length + 1)..])!.Replace('\\', '/')
         let expected = inside is "" ? Repository.RootNamespace(room) : $"{Repository.RootNamespace(room)}.{inside.Replace('/', '.')}"
         let statement = source.Value.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
         let stated = statement?["namespace ".Length..].TrimEnd(';', ' ')
         where stated is not null && stated != expected && !ForeignNamespaces.ContainsKey(stated.Split('.')[0])
         select $"{source.Key}: {stated}, not {expected}").ShouldBeEmpty();
    }
}
