using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Security;

/// <summary>Images that are something else as well.</summary>
public sealed class PolyglotTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly ImagePolicy Policy = new(Options.Create(new ImagingOptions()));

    private static readonly Dictionary<string, byte[]> Hosts = new()
    {
        ["jpeg"] = TestImages.Jpeg(64, 48, orientation: 6),
        ["progressive"] = TestPixels.Quarters(64, 48).ToJpeg(quality: 90, progressive: true),
        ["png"] = TestImages.Png(64, 48),
        ["webp"] = TestImages.WebP(64, 48),
        ["animated"] = TestImages.AnimatedWebP(64, 48, 3),
        ["gif"] = TestImages.Gif(64, 48, 3),
        ["avif"] = TestImages.Avif(64, 48),
        ["bmp"] = TestImages.Bmp(64, 48),
        ["tiff"] = TestImages.Tiff(64, 48),
    };

    private static readonly Dictionary<string, byte[]> Unwanted = new()
    {
        ["zip"] = SecondFiles.Zip,
        ["pdf"] = SecondFiles.Pdf,
        ["script"] = SecondFiles.Script,
        ["page"] = SecondFiles.Page,
        ["svg"] = TestImages.Svg,
        ["php"] = SecondFiles.Php,
        ["rar"] = SecondFiles.Rar,
        ["7z"] = SecondFiles.SevenZip,
        ["gzip"] = SecondFiles.Gzip,
        ["elf"] = SecondFiles.LinuxProgram,
        ["exe"] = SecondFiles.WindowsProgram,
    };

    private static readonly Dictionary<string, byte[]> Welcome = new()
    {
        ["nothing"] = [],
        ["zeros"] = new byte[100_000],
        ["line end"] = "\r\n"u8.ToArray(),
        ["motion photo"] = SecondFiles.Mp4,
        ["maker's trailer"] = SecondFiles.Samsung,
        ["second picture"] = TestImages.JpegWithGps(40, 30),
        ["noise"] = SecondFiles.Noise(3 << 20),
    };

    public static TheoryData<string> Names => [.. Hosts.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_second_file_behind_the_picture_is_found(string host)
    {
        foreach (var second in Unwanted.Values)
        {
            ShouldHold([.. Hosts[host], .. second]);
            ShouldHold([.. Hosts[host], .. new byte[70_000], .. second]);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_cameras_append_is_welcome(string host)
    {
        foreach (var second in Welcome.Values)
        {
            ShouldBeWelcome([.. Hosts[host], .. second]);
        }
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("rar")]
    [InlineData("script")]
    public void A_second_file_behind_a_motion_photo_is_found(string second) =>
        ShouldHold([.. Hosts["jpeg"], .. SecondFiles.Mp4, .. Unwanted[second]]);

    [Theory]
    [InlineData(65_522)]
    [InlineData(65_530)]
    [InlineData(65_536)]
    public void A_page_is_found_wherever_it_lies(int padding) =>
        ShouldHold([.. Hosts["png"], (byte)'!', .. new byte[padding], .. SecondFiles.Script]);

    [Fact]
    public void Letters_of_a_mark_in_compressed_data_are_no_second_file()
    {
        string[] marks = ["<svg", "<SVG", "<html", "<body", "<?php", "%PDF-", "MZ"];
        var trailer = SecondFiles.Noise(4 << 20);
        for (var at = 0; at + 64 < trailer.Length; at += 1024)
        {
            Encoding.ASCII.GetBytes(marks[at / 1024 % marks.Length]).CopyTo(trailer, at);
        }

        ShouldBeWelcome([.. Hosts["jpeg"], .. SecondFiles.Mp4, .. trailer]);
        ShouldBeWelcome([.. Hosts["jpeg"], .. "MZ"u8, .. SecondFiles.Noise(5000)]);
    }

    [Fact]
    public void A_motion_photo_with_four_unlucky_bytes_is_welcome() =>
        ShouldBeWelcome([.. Hosts["jpeg"], .. SecondFiles.Mp4, .. "<sVg"u8, .. SecondFiles.Noise(1000)]);

    [Fact]
    public void Metadata_of_a_second_picture_is_as_welcome_as_of_the_first()
    {
        var drawn = Uploads.WithComment(
            TestImages.Jpeg(40, 30), "<x:xmpmeta><svg xmlns='http://www.w3.org/2000/svg'></svg></x:xmpmeta>"u8.ToArray());
        ShouldBeWelcome(drawn);
        ShouldBeWelcome([.. Hosts["jpeg"], .. drawn]);
        ShouldBeWelcome([.. Hosts["jpeg"], .. new byte[100], .. drawn, .. drawn, .. SecondFiles.Mp4]);
        ShouldHold([.. Hosts["jpeg"], .. drawn, .. TestImages.Svg]);
    }

    [Theory]
    [InlineData("<svg onload=alert(1)>"), InlineData("<svg/onload=alert(1)>"), InlineData("<SVG\nxmlns='x'>"), InlineData("<svg><script>")]
    [InlineData("<html>"), InlineData("<body onload=alert(1)>"), InlineData("<iframe src=x>")]
    [InlineData("<?php system($c);"), InlineData("%PDF-1.4"), InlineData("%PDF-2.0")]
    public void Markup_is_found_in_all_its_forms(string markup)
    {
        ShouldHold([.. Hosts["jpeg"], .. Encoding.ASCII.GetBytes(markup)]);
        ShouldHold([.. Hosts["jpeg"], .. SecondFiles.Mp4, .. Encoding.ASCII.GetBytes(markup)]);
        ShouldHold([.. Hosts["jpeg"], .. SecondFiles.Mp4, .. Encoding.ASCII.GetBytes(markup), .. "        "u8, .. SecondFiles.Noise(1000)]);
    }

    [Fact]
    public void An_archive_in_a_comment_is_found() => ShouldHold(Uploads.WithComment(TestImages.Jpeg(40, 30), SecondFiles.Zip));

    [Fact]
    public void An_archive_in_a_chunk_is_found() =>
        ShouldHold(TestPng.File(TestPng.Header(8, 8, 8, 2), ("IDAT", new byte[10]), ("zzZz", SecondFiles.Zip)));

    [Fact]
    public void A_document_that_starts_in_a_comment_is_found() => ShouldHold(Uploads.WithComment(TestImages.Jpeg(40, 30), SecondFiles.Pdf));

    [Fact]
    public void Words_in_a_comment_are_no_second_file() => ShouldBeWelcome(Uploads.WithComment(
        TestImages.Jpeg(40, 30), "I drew a <b>page</b>, a ZIP PK\x05\x06 and a 7z on the wall; MZ"u8.ToArray()));

    [Fact]
    public async Task It_is_415_and_says_what_it_found()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var problem = await alice.UploadRawAsync(session.Id, [.. Hosts["gif"], .. SecondFiles.Zip])
            .ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("holds-another-file", problem.GetProperty("code").GetString());
        Assert.Contains("a ZIP archive", problem.GetProperty("detail").GetString());
        Assert.Empty((await alice.Api.ListSessionImagesAsync(session.Id)).Items);

        await alice.UploadAsync(session.Id, [.. Uploads.UniqueJpeg(), .. SecondFiles.Mp4]);
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xFF00)]
    [InlineData(0x3C)]
    [InlineData(0x504B0506)]
    [InlineData(0x25504446)]
    public void Hostile_bytes_cost_little(long pattern)
    {
        var file = new byte[20 << 20];
        var bytes = BitConverter.GetBytes(pattern).Reverse().SkipWhile(value => value == 0).ToArray();
        for (var at = 0; at < file.Length; at++)
        {
            file[at] = bytes[at % bytes.Length];
        }
        var watch = Stopwatch.StartNew();
        foreach (var host in Hosts.Values)
        {
            var whole = file.ToArray();
            host.CopyTo(whole, 0);
            Policy.Judge(new MemoryStream(whole));
            host.AsSpan(0, host.Length - 3).CopyTo(file);
            Policy.Judge(new MemoryStream(file));
        }
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    private static void ShouldHold(byte[] file)
    {
        var content = new MemoryStream(file);
        var refused = Assert.IsType<ImageVerdict.Refused>(Policy.Judge(content));
        Assert.Equal((ImageRefusal.NotAnImage, ImageProblems.HoldsAnotherFile), (refused.Refusal, refused.Problem.Code));
        Assert.Equal(0, content.Position);
    }

    private static void ShouldBeWelcome(byte[] file) => Assert.IsType<ImageVerdict.Accepted>(Policy.Judge(new MemoryStream(file)));
}
