using System.Diagnostics;
using Pipeline.Tests.RealParts;

namespace Pipeline.Images.Tests.Support;

/// <summary>
/// A copy of the script on a machine of another kind: only these programs are on it, and <c>docker</c>, <c>dotnet</c> and <c>uname</c>
/// stand in. They write down how they were called.
/// </summary>
internal sealed class StandInMachine
{
    private static readonly string[] Tools =
    [
        "bash", "cat", "cksum", "cp", "dirname", "env", "find", "grep", "mkdir", "mktemp", "readlink", "rm", "sed", "sort", "tail",
        "timeout",
    ];

    private static readonly string[] Sources =
    [
        "pipeline", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig",
        "BannedSymbols.txt", "infra/images/images.sh", "infra/images/base.sh", "infra/images/platforms.sh",
        "infra/images/rds-ca.sh",
    ];

    private readonly string folder = TemporaryDirectory.Create("machine");

    /// <param name="system">What <c>uname -sm</c> says.</param>
    public StandInMachine(string system)
    {
        Directory.CreateDirectory(At("bin"));
        Directory.CreateDirectory(At("src"));
        Directory.CreateDirectory(At("samples"));
        Directory.CreateDirectory(At("infra/images"));
        foreach (var source in Sources) File.Copy(Repository.File(source), At(source));
        foreach (var tool in Tools) File.CreateSymbolicLink(At($"bin/{tool}"), FindTool(tool));
        Install("uname", $"echo '{system}'");
        Install("gcc", "exit 0");
        Install("dotnet", """
            echo "dotnet $*" >>"$CALLS"
            case $1 in
                --version) echo 10.0.100 ;;
                publish) while (($#)); do [[ $1 != --output ]] || mkdir -p "$2"; shift; done ;;
            esac
            """);
        Docker("linux/amd64");
        File.WriteAllText(Authorities, "-----BEGIN CERTIFICATE-----");
    }

    /// <summary>A file of authorities, in place of those that npm brings.</summary>
    public string Authorities => At("authorities.pem");

    /// <summary>How the stand-ins were called, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(At("calls")) ? File.ReadAllLines(At("calls")) : [];

    /// <summary>Installs a stand-in for Docker.</summary>
    /// <param name="platform">What its engine runs on; null if none answers.</param>
    /// <param name="hasBuildx">Whether it has buildx.</param>
    public void Docker(string? platform, bool hasBuildx = true) => Install("docker", $"""
        echo "docker $*" >>"$CALLS"
        case "$*" in
            version*) {(platform is null ? "exit 1" : $"echo {platform}")} ;;
            'buildx version') {(hasBuildx ? "exit 0" : "exit 1")} ;;
        esac
        """);

    public void Remove(string program) => File.Delete(At($"bin/{program}"));

    /// <summary>Runs <c>./pipeline images</c> to its end.</summary>
    /// <returns>Its exit code, and what it said.</returns>
    public async Task<(int Code, string[] Said)> BuildImagesAsync(params string[] arguments)
    {
        File.Delete(At("calls"));
        var start = new ProcessStartInfo(At("bin/timeout"), ["60", At("bin/bash"), At("pipeline"), "images", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = At("bin");
        start.Environment["CALLS"] = At("calls");
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string FindTool(string tool) =>
        new[] { "/usr/bin", "/bin" }.Select(place => Path.Combine(place, tool)).First(File.Exists);

    private string At(string path) => Path.Combine(folder, path);

    private void Install(string program, string script)
    {
        var path = At($"bin/{program}");
        File.WriteAllText(path, $"#!{At("bin/bash")}\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
