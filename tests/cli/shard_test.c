/* A run shared among processes: the merged result is that of one run, byte for byte, and parts that do not belong are
   refused. The environment names the program in BIZCASE. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/digest.h"
#include "support/assert_close.h"

static char folder[64], here[512];

static int start(void **state) {
    (void)state;
    strcpy(folder, "/tmp/bizcase-shards-XXXXXX");
    return mkdtemp(folder) == NULL || getcwd(here, sizeof here) == NULL;
}

static int stop(void **state) {
    (void)state;
    char command[256];
    snprintf(command, sizeof command, "rm -rf %s %s.err", folder, folder);
    return system(command);
}

/* A shell's command in the folder; $CASES is the folder of sample cases. The exit status. */
static int run(const char *command) {
    char whole[2048];
    snprintf(whole, sizeof whole, "cd %s && CASES=%s/scenarios && { %s; } 2>%s.err", folder, here, command, folder);
    const int status = system(whole);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void assert_said(const char *text) {
    char path[128], said[4096];
    snprintf(path, sizeof path, "%s.err", folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    said[fread(said, 1, sizeof said - 1, file)] = '\0';
    fclose(file);
    if (!strstr(said, text)) fail_msg("standard error has no \"%s\" but: %s", text, said);
}

static void assert_merges(const char *name, const char *options, int shard_count) {
    char command[1024];
    assert_int_equal(run("rm -f part*"), 0);
    for (int shard = 1; shard <= shard_count; shard++) {
        snprintf(command, sizeof command,
            "$BIZCASE simulate $CASES/%s %s --threads %d --shard %d/%d --output part%d.bin", name, options,
            1 + shard % 3, shard, shard_count, shard);
        assert_int_equal(run(command), 0);
    }
    snprintf(command, sizeof command,
        "$BIZCASE simulate $CASES/%s %s --threads 2 --format json > whole.json && $BIZCASE merge part*.bin --format "
        "json > merged.json && cmp whole.json merged.json && $BIZCASE simulate $CASES/%s %s > whole.txt && $BIZCASE "
        "merge part*.bin > merged.txt && cmp whole.txt merged.txt",
        name, options, name, options);
    if (run(command) != 0) fail_msg("%s %s in %d parts differs", name, options, shard_count);
}

static void parts_make_the_whole(void **state) {
    (void)state;
    assert_merges("minimal", "--trials 5000", 1);
    assert_merges("minimal", "--trials 5000 --figures npv,irr", 7); /* more parts than chunks of trials */
    assert_merges("joint-ict-2017", "--trials 50001", 3);
    assert_merges("joint-ict-2017", "--trials 1 --figures npv,mirr", 2);
    assert_merges("three-councils-quarterly", "--trials 40000 --seed 9", 16);
    assert_merges("best4business", "--trials 60000 --scenario forecast-2022 --set 'costs:*:periods*1.1'", 2);
    assert_merges("horizon-60-years", "--trials 40000 --figures npv", 4);
}

/* So many trials that outcomes near percentiles are counted in fine cells. */
static void counted_parts_make_the_whole(void **state) {
    (void)state;
    assert_merges("minimal",
        "--trials 4m --figures npv@total --set 'costs:*:distribution=uniform' --set 'costs:*:low=0.5' "
        "--set 'costs:*:high=1.5'",
        3);
    assert_int_equal(run("grep -q '\"percentile_rank_error\": [1-9]' merged.json"), 0);
}

static void make_parts(void) {
    assert_int_equal(
        run("rm -rf * && for i in 1 2 3; do $BIZCASE simulate $CASES/best4business --trials 20000 --figures npv "
            "--shard $i/3 --output part$i.bin || exit 9; done"),
        0);
}

static void parts_that_do_not_belong_are_refused(void **state) {
    (void)state;
    static const struct {
        int exit_status;
        const char *command, *said;
    } rows[] = {
        { 1, "$BIZCASE merge part1.bin part3.bin -o out", "part 2 of 3 is missing" },
        { 1, "$BIZCASE merge part1.bin part2.bin part3.bin part2.bin -o out", "repeats a part" },
        { 1,
            "$BIZCASE simulate $CASES/best4business --trials 20000 --figures npv --seed 3 --shard 2/3 -o part2.bin && "
            "$BIZCASE merge part*.bin -o out",
            "is a part of another run" },
        { 1,
            "$BIZCASE simulate $CASES/best4business --trials 20000 --figures npv --set 'costs:*:periods*1.0' --shard "
            "2/3 -o part2.bin && $BIZCASE merge part*.bin -o out",
            "is a part of another run" },
        { 1,
            "$BIZCASE simulate $CASES/best4business --trials 20000 --figures npv --scenario forecast-2022 --shard 2/3 "
            "-o part2.bin && $BIZCASE merge part*.bin -o out",
            "is a part of another run" },
        { 1,
            "$BIZCASE simulate $CASES/best4business --trials 20001 --figures npv --shard 2/3 -o part2.bin && $BIZCASE "
            "merge part*.bin -o out",
            "is a part of another run" },
        { 1,
            "$BIZCASE simulate $CASES/best4business --trials 20000 --figures npv --shard 2/4 -o part2.bin && $BIZCASE "
            "merge part*.bin -o out",
            "is a part of another run" },
        { 1,
            "$BIZCASE simulate $CASES/best4business --trials 20000 --figures npv,irr --shard 2/3 -o part2.bin && "
            "$BIZCASE merge part*.bin -o out",
            "is a part of another run" },
        { 1,
            "$BIZCASE simulate $CASES/best4business --trials 20000 --figures npv --set case:seed:value=3 --shard 2/3 "
            "-o part2.bin && $BIZCASE merge part*.bin -o out",
            "is a part of another run" },
        { 1,
            "$BIZCASE simulate $CASES/minimal --trials 20000 --figures npv --shard 2/3 -o part2.bin && $BIZCASE merge "
            "part*.bin -o out",
            "is a part of another run" },
        { 1, "head -c 5000 part2.bin > cut && mv cut part2.bin && $BIZCASE merge part*.bin -o out", "is damaged" },
        { 1, ": > part2.bin && $BIZCASE merge part*.bin -o out", "is not a part" },
        { 1, "cp $CASES/minimal/costs.csv part2.bin && $BIZCASE merge part*.bin -o out", "is not a part" },
        { 3, "$BIZCASE merge part*.bin nothing.bin -o out", "cannot be read" },
        { 3, "$BIZCASE merge part*.bin --case nowhere -o out", "nowhere" },
        { 2, "$BIZCASE merge -o out", "is missing" },
        { 1, "head -c -1 part2.bin > cut && mv cut part2.bin && $BIZCASE merge part*.bin -o out", "is damaged" },
        { 1, "printf x >> part2.bin && $BIZCASE merge part*.bin -o out", "is damaged" },
        { 1, "head -c 79 part2.bin > cut && mv cut part2.bin && $BIZCASE merge part*.bin -o out", "is damaged" },
        { 1, "head -c 14 part2.bin > cut && mv cut part2.bin && $BIZCASE merge part*.bin -o out", "is not a part" },
        { 1, "echo before > kept && $BIZCASE merge part1.bin -o kept || { e=$?; grep -qx before kept && exit $e; }",
            "part 2 of 3 is missing" },
        /* another version of the program, with its seal */
        { 1,
            "size=$(wc -c < part2.bin) && version=$($BIZCASE --version | sed 's/^bizcase //;q') && head -c $((size - "
            "64)) part2.bin | sed \"s/$version/9${version#?}/\" > other && sum=$(sha256sum < other) && printf %s "
            "${sum%% *} >> other && mv other part2.bin && $BIZCASE merge part*.bin -o out",
            "was made by another version" },
        { 1,
            "cp -r $CASES/best4business moved && echo '# a remark' >> moved/costs.csv && $BIZCASE merge part*.bin "
            "--case moved -o out",
            "their digest differs" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        make_parts();
        const int exit_status = run(rows[r].command);
        assert_said(rows[r].said);
        if (exit_status != rows[r].exit_status) print_error("%s: status %d\n", rows[r].command, exit_status);
        assert_int_equal(exit_status, rows[r].exit_status);
        assert_int_equal(run("test ! -e out"), 0);
    }
    make_parts();
    assert_int_equal(run("cp -r $CASES/best4business moved && $BIZCASE merge part*.bin --case moved -o out"), 0);
}

static void a_flipped_byte_is_noticed_wherever_it_is(void **state) {
    (void)state;
    make_parts();
    char path[128];
    snprintf(path, sizeof path, "%s/part2.bin", folder);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    enum { PLACES = 52, IN_HEAD = 26 }; /* the last is in the seal */
    for (long i = 0; i < PLACES; i++) {
        const long at = i < IN_HEAD ? i * 14 : (long)status.st_size * (i + 1 - IN_HEAD) / (PLACES - IN_HEAD) - 1;
        FILE *file = fopen(path, "r+b");
        assert_non_null(file);
        fseek(file, at, SEEK_SET);
        const int byte = fgetc(file);
        fseek(file, at, SEEK_SET);
        fputc(byte ^ 1 << i % 8, file);
        fclose(file);
        assert_int_equal(run("$BIZCASE merge part*.bin -o out"), 1);
        assert_said(at < 15 ? "is not a part" : "is damaged");
        assert_int_equal(run("test ! -e out"), 0);
        file = fopen(path, "r+b");
        fseek(file, at, SEEK_SET);
        fputc(byte, file);
        fclose(file);
    }
    assert_int_equal(run("$BIZCASE merge part*.bin -o out"), 0);
}

static uint64_t word_at(const unsigned char *bytes, size_t at) {
    uint64_t word = 0;
    for (size_t i = 8; i-- > 0;) word = word << 8 | bytes[at + i];
    return word;
}

/* Where the counts begin: after five texts, three lists of texts and four numbers. */
static size_t end_of_head(const unsigned char *bytes) {
    size_t at = strlen("bizcase part 1\n");
    for (int text = 0; text < 5; text++) at += 8 + (size_t)word_at(bytes, at);
    for (int list = 0; list < 3; list++) {
        const uint64_t count = word_at(bytes, at);
        at += 8;
        for (uint64_t text = 0; text < count; text++) at += 8 + (size_t)word_at(bytes, at);
    }
    return at + (size_t)4 * 8;
}

/* Changes a word of the counts, or of the head before them, and seals the part again. */
static void forge(ptrdiff_t word, uint64_t change) {
    static unsigned char bytes[1 << 22];
    char path[128], seal[65];
    snprintf(path, sizeof path, "%s/part2.bin", folder);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t size = fread(bytes, 1, sizeof bytes, file) - 64;
    fclose(file);
    const size_t at = (size_t)((ptrdiff_t)end_of_head(bytes) + 8 * word);
    const uint64_t forged = word_at(bytes, at) + change;
    for (size_t i = 0; i < 8; i++) bytes[at + i] = (unsigned char)(forged >> 8 * i);
    digest_hex((const char *)bytes, size, seal);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file) + fwrite(seal, 1, 64, file), size + 64);
    fclose(file);
}

/* The seal fits, but not what is counted: words of the first column, after how many columns, chunks and threads there are
   and three numbers of its cells. */
static void counts_that_contradict_each_other_are_refused(void **state) {
    enum { FINITE = 7, NEGATIVE, MISSING, NEVER_BACK, NEVER_NEGATIVE, REACHED, FIRST_COUNT = 17 };
    static const struct {
        ptrdiff_t word;
        uint64_t change;
    } rows[] = { { FINITE, 1 }, { FINITE, UINT64_MAX }, { NEGATIVE, (uint64_t)1 << 63 }, { NEGATIVE, 1 << 20 },
        { MISSING, 1 }, { NEVER_BACK, 1 }, { NEVER_NEGATIVE, UINT64_MAX }, { REACHED, 1 << 20 }, { FIRST_COUNT, 1 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        make_parts();
        forge(rows[r].word, rows[r].change);

        assert_int_equal(run("$BIZCASE merge part*.bin -o out"), 1);
        assert_said("part2.bin: error: is damaged: its counts contradict each other");
        assert_int_equal(run("test ! -e out"), 0);
    }
    make_parts();
    forge(FINITE, 0);
    assert_int_equal(run("$BIZCASE merge part*.bin -o out && rm out"), 0);
}

/* Room is made for what the bytes can hold, not for what the head says. */
static void trials_beyond_the_bytes_are_refused(void **state) {
    enum { TRIALS = -4 };
    (void)state;
    make_parts();
    forge(TRIALS, (uint64_t)1 << 40);
    assert_int_equal(run("$BIZCASE merge part2.bin -o out"), 1);
    assert_said("part2.bin: error: is damaged: it is too short for its trials");
    assert_int_equal(run("test ! -e out"), 0);
}

static void shares_need_independent_trials_and_a_file(void **state) {
    (void)state;
    assert_int_equal(run("$BIZCASE simulate $CASES/minimal --sampler sobol --shard 1/2 -o part"), 2);
    assert_said("this run cannot be shared");
    assert_int_equal(run("$BIZCASE simulate $CASES/minimal --shard 1/2"), 2);
    assert_said("--shard needs --output");
    assert_int_equal(run("$BIZCASE simulate $CASES/minimal --shard 3/2 -o part"), 2);
    assert_int_equal(run("$BIZCASE simulate $CASES/minimal --shard 1/2 --until 1% -o part"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(counted_parts_make_the_whole),
        cmocka_unit_test(parts_that_do_not_belong_are_refused),
        cmocka_unit_test(a_flipped_byte_is_noticed_wherever_it_is),
        cmocka_unit_test(counts_that_contradict_each_other_are_refused),
        cmocka_unit_test(trials_beyond_the_bytes_are_refused),
        cmocka_unit_test(shares_need_independent_trials_and_a_file),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
