using Pipeline.Postgres.Failures;
using Pipeline.Postgres.Programs;
using Pipeline.Tests.RealParts;

namespace Pipeline.Postgres.Tests;

public sealed class When_the_programs_are_located : IDisposable
{
    private readonly string root = TemporaryDirectory.Create("binaries");

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Install(string directory)
    {
        var bin = Directory.CreateDirectory(Path.Combine(root, directory)).FullName;
        foreach (var name in (string[])["postgres", "initdb", "pg_ctl"]) File.WriteAllText(Path.Combine(bin, name), "");
        return bin;
    }

    [Fact]
    public void PATH_has_priority()
    {
        Install("debian/17/bin");
        var mine = Install("mine");
        PostgresBinaries.Locate(mine, Path.Combine(root, "debian")).Directory.ShouldBe(mine);
    }

    [Fact]
    public void A_link_on_PATH_is_resolved()
    {
        var home = Install("home");
        var links = Directory.CreateDirectory(Path.Combine(root, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "postgres"), Path.Combine(home, "postgres"));
        PostgresBinaries.Locate(links, "").Directory.ShouldBe(home);
    }

    [Fact]
    public void The_newest_version_of_Debian_is_used()
    {
        Install("debian/9.6/bin");
        var newest = Install("debian/17/bin");
        PostgresBinaries.Locate("", Path.Combine(root, "debian")).Directory.ShouldBe(newest);
    }

    [Fact]
    public void A_client_without_a_server_is_ignored()
    {
        File.Delete(Path.Combine(Install("debian/17/bin"), "initdb"));
        Should.Throw<PostgresMissingException>(() => PostgresBinaries.Locate("", Path.Combine(root, "debian")))
            .Message.ShouldContain("apt-get install postgresql");
    }
}
