using System.IO.Compression;
using System.Net;

namespace Pipeline.ServiceDiscovery.Tests;

public sealed class When_it_is_packed
{
    /// <summary>Packages are fetched, and a program is built.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_program_that_knows_only_the_package_calls_a_service_by_its_name()
    {
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        names.Set(("calc", 1, one.Port));
        var folder = Directory.CreateTempSubdirectory("pipeline-package-").FullName;
        try
        {
            await ShellCommand.RunAsync(Path.Combine(Repository(), "pipeline"), ["pack", folder], Patience);
            var package = Directory.EnumerateFiles(folder, "Pipeline.ServiceDiscovery.*.nupkg").ShouldHaveSingleItem();
            using (var content = await ZipFile.OpenReadAsync(package))
                foreach (var part in new[] { "README.md", "LICENSE", "lib/net10.0/Pipeline.ServiceDiscovery.xml" })
                    content.GetEntry(part).ShouldNotBeNull(part);

            var version = Path.GetFileNameWithoutExtension(package)["Pipeline.ServiceDiscovery.".Length..];
            await WriteProgramAsync(folder, version, names.EndPoint);
            var said = await ShellCommand.RunAsync("dotnet", ["run", "--project", Path.Combine(folder, "Caller.csproj")], Patience);
            said.Split('\n').ShouldContain("one");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteProgramAsync(string folder, string version, IPEndPoint dns)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "Caller.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{folder}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{folder}/packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Pipeline.ServiceDiscovery" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), $$"""
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.DependencyInjection;
            using Pipeline.ServiceDiscovery;

            var builder = WebApplication.CreateSlimBuilder();
            builder.Services.AddPipelineServiceDiscovery(options =>
            {
                options.Domain = "{{Names.Domain}}";
                options.DnsServer = System.Net.IPEndPoint.Parse("{{dns}}");
            });
            builder.Services.ConfigureHttpClientDefaults(client => client.AddServiceDiscovery());
            await using var app = builder.Build();
            using var caller = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
            Console.WriteLine(await caller.GetStringAsync("http://calc"));
            """);
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pipeline.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
