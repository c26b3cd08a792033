using Pipeline.Console.Access;

namespace Pipeline.Console.Assets;

/// <summary>Serves the style sheet, script and icon that are embedded in the assembly.</summary>
internal static class AssetHosting
{
    public static void MapAssets(this RouteGroupBuilder console)
    {
        Map("console.css", "text/css; charset=utf-8");
        Map("console.js", "text/javascript; charset=utf-8");
        Map("console.svg", "image/svg+xml");

        void Map(string name, string type)
        {
            var bytes = Read(name);
            console.MapGet($"/{name}", () => Results.Bytes(bytes, type)).WithMetadata(new AccessFilter.OpenToAll());
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(AssetHosting).Assembly.GetManifestResourceStream($"Pipeline.Console.Assets.{name}")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
