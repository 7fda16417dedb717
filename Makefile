# Builds, tests and measures bizcase. `make help` lists the targets; everything made goes under build/.
# FLAVOUR names a build: plain, or one of the stricter ones below, which stand beside it in build/<flavour>/.

FLAVOUR ?= plain
PREFIX  ?= /usr/local
FUZZ_SECONDS ?= 60
ifeq ($(origin CC),default)
CC := gcc
endif
OBJCOPY ?= objcopy

OUT := build$(if $(filter plain,$(FLAVOUR)),,/$(FLAVOUR))
OBJ := build/$(FLAVOUR)/obj
SO  := libbizcase.so.0

MAKEFLAGS += --no-builtin-rules
# As many jobs as there are processors; `make -j1` or another number given goes before it.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 1)
endif
.DELETE_ON_ERROR:
.DEFAULT_GOAL := build
.PHONY: build run test check faults check-faults check-rng bench goldens business-case pictures fuzz wasm deps install deb clean help \
        needs everything headers test-programs run-tests thread-test digest-test fuzz-run lint FORCE

# --- flags ----------------------------------------------------------------------------------------------------------
# The same case, seed and version give the same bits on every processor and with every compiler. So a × b + c is never
# contracted into one rounding (clang would, and gcc in GNU mode), and -ffast-math, which reorders sums and forgets NaN
# and infinity, is never used. -fno-math-errno changes no value: it only lets sqrt be one instruction.
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror=implicit-function-declaration
OURS := -std=c17 -O2 -g -ffp-contract=off -fno-math-errno -fPIC -fvisibility=hidden -pthread \
        -D_POSIX_C_SOURCE=200809L $(WARNINGS)

flags.check-gcc   := -Werror
flags.check-clang := -Werror -Wno-string-conversion# for assert(!"why")
flags.asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
flags.tsan := -O1 -fsanitize=thread
flags.fuzz := $(flags.asan) -fsanitize=fuzzer-no-link
cc.check-gcc   := gcc
cc.check-clang := clang
cc.fuzz        := clang
ifneq ($(cc.$(FLAVOUR)),)
CC := $(cc.$(FLAVOUR))
endif
STRICTER := $(flags.$(FLAVOUR))
Q := $(if $(V),,@)# make V=1 shows the commands
COMPILE   = $(CC) $(OURS) $(INCLUDES) $(EXTRA) $(STRICTER) $(CPPFLAGS) $(CFLAGS)
LINK      = $(CC) -pthread $(STRICTER) $(CFLAGS) $(LDFLAGS)
INCLUDES := -Iengine -Iinclude
EXTRA    :=
LIBRARIES = $(shell pkg-config --libs gsl jansson nettle xlsxwriter minizip expat zlib) -lcsv -lm

# --- what there is: new files are found by pattern ------------------------------------------------------------------
ROOMS         := $(sort $(patsubst %/,%,$(dir $(wildcard engine/*/*.c engine/*/*/*.c engine/*/*/*/*.c))))
LIB_SOURCES   := $(wildcard $(patsubst %,%/*.c,$(filter-out engine/cli engine/page/%,$(ROOMS))))
CLI_SOURCES   := $(wildcard engine/cli/*.c)
TEST_SOURCES  := $(wildcard tests/*/*_test.c tests/*/*/*_test.c tests/*/*/*/*_test.c)
FUZZ_SOURCES  := $(wildcard tests/fuzz/fuzz_*.c)
BENCH_SOURCES := $(wildcard bench/*.c)
HEADERS       := $(wildcard include/bizcase/*.h $(patsubst %,%/*.h,$(filter-out engine/page/%,$(ROOMS))))
SUPPORT       := $(patsubst %.c,$(OBJ)/%.o,$(wildcard tests/support/*.c))

LIB_OBJECTS   := $(LIB_SOURCES:%.c=$(OBJ)/%.o)
CLI_OBJECTS   := $(CLI_SOURCES:%.c=$(OBJ)/%.o)
TESTS         := $(TEST_SOURCES:%.c=$(OUT)/%)
REPLAYS       := $(FUZZ_SOURCES:tests/fuzz/%.c=$(OUT)/tests/fuzz/%)
BENCH         := $(if $(BENCH_SOURCES),$(OUT)/bench/speed)
BIZCASE       := $(OUT)/bizcase

# The hot sources are compiled once for each instruction set; the program takes the best that the processor has. An
# instruction set's objects are joined, and only its entry point stays visible, so none of its functions can be called
# from elsewhere. The baseline's stay ordinary objects: tests call them one by one.
HOT := $(wildcard engine/evaluate/*.c engine/sample/draw*.c engine/study/kernel.c engine/study/simulation/tally.c)
ifneq ($(and $(findstring x86_64,$(shell $(CC) -dumpmachine)),$(findstring linux,$(shell $(CC) -dumpmachine))),)
ISAS ?= avx2 avx512
endif
isa.avx2   := -mavx2
isa.avx512 := -mavx512f -mavx512dq -mavx512vl -mavx512bw -mprefer-vector-width=512
KERNELS := $(and $(wildcard engine/study/kernel.c),$(ISAS:%=$(OBJ)/kernel_%.o))
LIB_OBJECTS += $(KERNELS)

build: $(BIZCASE) $(OUT)/libbizcase.a $(OUT)/libbizcase.so ## build the command and the library (the default)

# --- rules ----------------------------------------------------------------------------------------------------------
$(HOT:%.c=$(OBJ)/%.o): private EXTRA := -O3 -DKERNEL_NAME=kernel_baseline
# The command knows the library from outside; of its rooms only those headers of base/ that stand by themselves, as words
# and folders are no business of a library's users.
$(OBJ)/engine/cli/%.o: private INCLUDES := -Iinclude -iquote engine/base
$(OBJ)/tests/%.o: private INCLUDES += -Itests
ifeq ($(strip $(ISAS)),)
OURS += -DKERNEL_BASELINE_ONLY
endif

$(OBJ)/%.o: %.c $(OBJ)/flags | needs
	@mkdir -p $(@D)
	@echo 'cc   $@'
	$(Q)$(COMPILE) -MMD -MP -c $< -o $@

define ISA_RULES
$$(OBJ)/$(1)/%.o: private EXTRA := -O3 $$(isa.$(1)) -DKERNEL_NAME=kernel_$(1)
$$(OBJ)/$(1)/%.o: %.c $$(OBJ)/flags | needs
	@mkdir -p $$(@D)
	@echo 'cc   $$@'
	$$(Q)$$(COMPILE) -MMD -MP -c $$< -o $$@
$$(OBJ)/kernel_$(1).o: $$(HOT:%.c=$$(OBJ)/$(1)/%.o)
	@echo 'join $$@'
	$$(Q)$$(LD) -r -o $$@ $$^
	$$(Q)$$(OBJCOPY) --keep-global-symbol=kernel_$(1) $$@
endef
$(foreach isa,$(ISAS),$(eval $(call ISA_RULES,$(isa))))

# The hot sources once more, freestanding, and of the rest what a live page needs, with Debian's wasi-libc: a WebAssembly
# module that imports nothing. What the page cannot reach is left out at the link. clang must not link, as it runs wasm-opt
# where it finds it, and Debian's does not know SIMD. The stack comes first, so that one too deep traps instead of
# overwriting data.
WASM_LIBC    := /usr/lib/wasm32-wasi/libc.a $(firstword $(wildcard /usr/lib/llvm-*/lib/clang/*/lib/wasi/libclang_rt.builtins-wasm32.a))
WASM_ROOMS   := engine/base engine/chart engine/evaluate engine/formula engine/model engine/sample engine/table engine/report/charts engine/report/document \
        $(filter engine/report/sections%,$(ROOMS)) engine/report/write engine/study engine/study/appraisal engine/study/live \
        engine/study/sensitivity engine/study/simulation
# Of these rooms, what uses neither a packaged library nor POSIX, and what engine/page/module has no stand-in for.
WASM_NOT     := csv|errno|gsl/|jansson|nettle/|pthread|zlib|xlsxwriter|minizip|expat|dirent|fcntl|locale|sys/|unistd
WASM_OWN     := $(wildcard engine/page/module/*.c)
WASM_SOURCES := $(sort $(HOT) $(WASM_OWN) $(addprefix engine/case/,line_types.c readings.c) $(filter-out $(WASM_OWN:engine/page/module/%=\%/%), \
        $(shell grep -LE '^.include <($(WASM_NOT))' $(wildcard $(WASM_ROOMS:%=%/*.c)))))
WASM_OBJECTS := $(WASM_SOURCES:%.c=build/wasm/obj/%.o)
WASM_COMPILE := clang -std=c17 -msimd128 -mbulk-memory -ffp-contract=off -fno-math-errno -fvisibility=hidden \
        -ffunction-sections -fdata-sections $(WARNINGS) -Wno-string-conversion -Werror -DKERNEL_NAME=kernel_wasm -Iengine -Iinclude
WASM_HOSTED  := --target=wasm32-wasi -Os -isystem engine/page/module/libc -isystem /usr/include/wasm32-wasi
$(HOT:%.c=build/wasm/obj/%.o): private WASM_HOSTED := --target=wasm32 -O3 -ffreestanding -fno-builtin -nostdlibinc
WASM_LINK    := wasm-ld --no-entry --strip-all --gc-sections --stack-first -z stack-size=1048576
build/wasm/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo 'wasm $@'
	$(Q)$(WASM_COMPILE) $(WASM_HOSTED) -MMD -MP -c $< -o $@
build/kernel.wasm: $(WASM_OBJECTS)
	@echo 'link $@'
	$(Q)$(WASM_LINK) $^ $(WASM_LIBC) -o $@
-include $(shell find build/wasm -name '*.d' 2>/dev/null)

# What a live page is made of goes into the program as bytes, so that writing one needs no compiler. The module is there as
# pages have it (engine/base/pack.h): what gzip writes without its head of 10 bytes and its end of 8 is raw DEFLATE.
LIVE_SCRIPTS := engine/page/script/main.mjs $(filter-out %/main.mjs,$(wildcard engine/page/script/*.mjs))
LIVE_FILES := module=build/live/module.txt script=build/live/live.js style=engine/page/style/live.css page_style=engine/page/style/document.css
LIB_OBJECTS += $(OBJ)/build/live/live_files.o
build/live/live.js: engine/page/join.awk $(LIVE_SCRIPTS)
	@mkdir -p $(@D)
	@echo 'join $@'
	@awk -f $^ > $@.now && mv $@.now $@
build/live/module.txt: build/kernel.wasm Makefile
	@mkdir -p $(@D)
	@echo 'pack $@'
	@gzip -9 -n < $< | tail -c +11 | head -c -8 | base64 -w 0 > $@ && test -s $@
build/live/live_files.c: $(foreach file,$(LIVE_FILES),$(lastword $(subst =, ,$(file)))) Makefile
	@mkdir -p $(@D)
	@echo 'make $@'
	@{ echo '#include "report/write/live_files.h"'; for file in $(LIVE_FILES); do \
	    echo "static const unsigned char bytes_of_$${file%%=*}[] = {"; \
	    od -An -v -tu1 "$${file#*=}" | sed 's/[0-9]\{1,\}/&,/g'; echo '0 };'; \
	    echo "const LiveFile live_$${file%%=*} = { bytes_of_$${file%%=*}, sizeof bytes_of_$${file%%=*} - 1 };"; \
	done; } > $@.now
	@mv $@.now $@

# Other flags mean other objects: this file changes only when they do.
$(OBJ)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(COMPILE) $(ISAS))' > $@.now
	@cmp -s $@.now $@ && rm $@.now || mv $@.now $@

$(OUT)/libbizcase.a: $(LIB_OBJECTS)
	@rm -f $@
	@echo 'ar   $@'
	$(Q)$(AR) rcsD $@ $^

$(OUT)/$(SO): $(LIB_OBJECTS)
	@echo 'link $@'
	$(Q)$(LINK) -shared -Wl,-soname,$(SO) -Wl,--as-needed $^ $(LIBRARIES) -o $@

$(OUT)/libbizcase.so: $(OUT)/$(SO)
	$(Q)ln -sf $(SO) $@

$(BIZCASE): $(CLI_OBJECTS) $(OUT)/libbizcase.a
	@echo 'link $@'
	$(Q)$(LINK) $^ -Wl,--as-needed $(LIBRARIES) -o $@

$(TESTS): $(OUT)/%: $(OBJ)/%.o $(SUPPORT) $(OUT)/libbizcase.a
	@mkdir -p $(@D)
	@echo 'link $@'
	$(Q)$(LINK) $^ -lcmocka $(LIBRARIES) -o $@

$(REPLAYS): $(OUT)/%: $(OBJ)/%.o $(if $(filter fuzz,$(FLAVOUR)),,$(OBJ)/tests/fuzz/replay.o) $(OUT)/libbizcase.a
	@mkdir -p $(@D)
	@echo 'link $@'
	$(Q)$(LINK) $(if $(filter fuzz,$(FLAVOUR)),-fsanitize=fuzzer) $^ $(LIBRARIES) -o $@

$(OUT)/bench/growth: $(patsubst %.c,$(OBJ)/%.o,$(wildcard bench/growth/*.c)) $(OBJ)/bench/measure.o $(OUT)/libbizcase.a
$(BENCH): $(BENCH_SOURCES:%.c=$(OBJ)/%.o) $(OUT)/libbizcase.a
$(BENCH) $(OUT)/bench/growth:
	@mkdir -p $(@D)
	@echo 'link $@'
	$(Q)$(LINK) $^ $(LIBRARIES) -o $@

# Each header compiles alone, a public one as C++ too where there is a C++ compiler. One of rows only declares nothing, and
# C wants a declaration.
$(OBJ)/headers/%.h.ok: %.h $(OBJ)/flags | needs
	@mkdir -p $(@D)
	$(Q)echo 'typedef int declaration;' | $(COMPILE) -fsyntax-only -MMD -MP -MT $@ -MF $(@:.ok=.d) -include $< -x c -
	$(Q)$(if $(filter include/%,$<),$(if $(CXX_FOUND),$(CXX_FOUND) -std=c++17 -Wall -Wextra -Wpedantic -Werror -Iinclude \
	    -fsyntax-only -include $< -x c++ /dev/null))
	@touch $@
CXX_FOUND := $(firstword $(shell command -v c++) $(shell command -v clang++))
headers: $(HEADERS:%.h=$(OBJ)/headers/%.h.ok)

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)

# --- targets --------------------------------------------------------------------------------------------------------
run: deps build ## set up, build, and appraise and simulate the example cases
	@for case in scenarios/joint-ict-2017 scenarios/best4business; do \
	    for verb in appraise simulate; do \
	        echo; echo "\$$ bizcase $$verb $$case"; $(BIZCASE) $$verb $$case || exit; \
	    done; \
	done

test: deps build headers test-programs ## set up, build and run every test, side by side
	@$(MAKE) --no-print-directory run-tests
test-programs: $(TESTS) $(REPLAYS)

# Each program and each script has a log, written anew each time. The slowest start first, lest one be left over at the
# end; so all is built by then.
SLOWEST   := live compare shard replay property study_documents until draw business_case explain
SCRIPTS   := $(wildcard $(patsubst %,tests/%/run,page workbook hostile cases headlines readme embed))
TEST_LOGS := $(SCRIPTS:%=$(OUT)/%.log) $(foreach slow,$(SLOWEST),$(addsuffix .log,$(filter %/$(slow)_test,$(TESTS))))
TEST_LOGS := $(TEST_LOGS) $(filter-out $(TEST_LOGS),$(addsuffix .log,$(TESTS) $(REPLAYS)))
RUN_TEST   = @BIZCASE=$(abspath $(BIZCASE)) FLAVOUR=$(FLAVOUR) .ci/tests run $@
$(SCRIPTS:%=$(OUT)/%.log): $(OUT)/%.log: build FORCE
	$(RUN_TEST) $*
$(addsuffix .log,$(TESTS) $(REPLAYS)): %.log: % $(BIZCASE) FORCE
	$(RUN_TEST) $<
run-tests: $(TEST_LOGS)
	@.ci/tests sum $^

# What is made once for all flavours comes first; the checks then go side by side.
CHECKS := check-gcc check-clang check-asan check-tsan check-consumers lint faults
.PHONY: $(CHECKS)
check: ## compile with warnings as errors, test under sanitizers, look for bugs
	@.ci/deps build check
	@$(MAKE) --no-print-directory build/live/live_files.c
	@$(MAKE) --no-print-directory $(CHECKS)
check-gcc check-clang:
	@$(MAKE) FLAVOUR=$@ everything digest-test
check-asan:
	@$(MAKE) FLAVOUR=asan test
check-tsan:
	@$(MAKE) FLAVOUR=tsan thread-test
# The programs that documents are opened with, on a case with hostile texts.
check-consumers: build
	@BIZCASE=$(abspath $(BIZCASE)) .ci/tests run $(OUT)/tests/hostile/consumers.log tests/hostile/consumers
	@.ci/tests sum $(OUT)/tests/hostile/consumers.log
everything: build headers test-programs $(BENCH) $(OUT)/bench/growth
thread-test: $(filter %/simulate_test.log %/sensitivity_test.log %/compare_test.log %/batch_test.log %/threads_test.log,$(TEST_LOGS))
	@.ci/tests sum $^
# The same bits from this flavour's compiler, from every kernel, and from the WebAssembly kernel run by node.
digest-test: $(OUT)/tests/page/kernel_digest_test wasm
	@BIZCASE_WASM=build/kernel.wasm .ci/tests run $<.log $<
	@.ci/tests sum $<.log
# Calls of the machine fail one at a time. The least optimised program makes the same calls as any other.
FAULT_SHIM := build/plain/tests/faults/shim.so
$(FAULT_SHIM): tests/faults/shim.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -O1 -shared -fPIC $(WARNINGS) -o $@ $< -ldl
faults: build $(FAULT_SHIM)
	@BIZCASE=$(abspath $(BIZCASE)) tests/faults/run $(FAULT_SHIM)
check-faults: build $(FAULT_SHIM) ## make every call of the machine fail in turn, of every verb: an hour
	.ci/deps build check
	@BIZCASE=$(abspath $(BIZCASE)) tests/faults/run $(FAULT_SHIM) --all
lint:
	clang-format --dry-run --Werror $$(find engine include tests bench -name '*.[ch]')
	cppcheck --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 --quiet -j $$(nproc) \
	    --suppress=missingIncludeSystem --suppress=uninitvar:tests/* --suppress=normalCheckLevelMaxBranches \
	    -D_POSIX_C_SOURCE=200809L -DKERNEL_NAME=kernel_baseline -Iengine -Iinclude engine $(wildcard bench)
	.ci/lint-scripts

bench: deps build $(BENCH) $(OUT)/bench/growth ## compare speed with an ordinary GSL program, samplers with each other; time growth and live pages
	@$(BENCH) $(OUT)/bench $(BIZCASE) '$(shell $(CC) --version | head -n 1)' '$(OURS)'
	@$(OUT)/bench/growth $(OUT)/bench/cases $(abspath $(BIZCASE))
	@BIZCASE=$(BIZCASE) tests/page/run bench/live.mjs

goldens: build $(OUT)/tests/page/kernel_digest_test $(OUT)/tests/chart/svg_test $(OUT)/tests/fuzz/seeds_test ## write the expected outputs and digests of the cases anew
	BIZCASE=$(abspath $(BIZCASE)) tests/cases/run --update
	BIZCASE=$(abspath $(BIZCASE)) tests/readme/run --update
	$(OUT)/tests/page/kernel_digest_test --update
	$(OUT)/tests/chart/svg_test --update
	$(OUT)/tests/fuzz/seeds_test --update

# The time of making is kept out, so that the same case gives the same bytes.
CASE ?= scenarios/joint-ict-2017
DOCUMENT := build/business-case
WORD_STYLES := $(or $(STYLES),$(DOCUMENT)/styles.docx)
business-case: build ## the business case of CASE (the main sample) as a Word document, with the styles of STYLES
	.ci/deps documents
	$(BIZCASE) report $(CASE) --out $(DOCUMENT)
	$(if $(STYLES),,.ci/word-styles $(WORD_STYLES))
	awk -v fragments=$(DOCUMENT)/fragments -f scenarios/include.awk scenarios/business-case.md > $(DOCUMENT)/business-case.md
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-0} pandoc --resource-path=$(DOCUMENT)/fragments $(DOCUMENT)/business-case.md \
	    --reference-doc=$(WORD_STYLES) -o $(DOCUMENT)/business-case.docx
	@echo $(DOCUMENT)/business-case.docx

pictures: build ## draw the pictures in README.md anew
	.ci/deps documents check
	$(BIZCASE) report scenarios/joint-ict-2017 --out build/pictures
	install -d scenarios/pictures
	install -m 644 $(PICTURES:%=build/pictures/fragments/%.svg) scenarios/pictures
	BIZCASE=$(BIZCASE) tests/page/run tests/page/picture.mjs
PICTURES := cumulative-fan-joint tornado

fuzz: ## feed the readers random input, FUZZ_SECONDS (60) each
	.ci/deps build check
	$(MAKE) FLAVOUR=fuzz fuzz-run
	FUZZ_SECONDS=$(FUZZ_SECONDS) node --test tests/page/script/address_fuzz.test.mjs
fuzz-run: $(REPLAYS:%=%-run)
$(REPLAYS:%=%-run): %-run: %
	@name=$(<F:fuzz_%=%); found=build/fuzz/found/$$name; mkdir -p $$found tests/fuzz/corpus/$$name; \
	    echo "fuzzing $$name for $(FUZZ_SECONDS) s"; \
	    words=$$(find tests/fuzz -name $$name.dict -printf '-dict=%p'); \
	    $< $$words -max_total_time=$(FUZZ_SECONDS) -timeout=30 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
	        -artifact_prefix=$$found/crash- $$found tests/fuzz/corpus/$$name
.PHONY: $(REPLAYS:%=%-run)

wasm: build/kernel.wasm ## build the kernel as a WebAssembly module; needs clang and lld

check-rng: ## dieharder's whole battery on the random numbers; takes an hour or more
	.ci/deps build rng
	$(MAKE) $(OUT)/tests/rng/stream
	$(OUT)/tests/rng/stream | dieharder -a -g 200 -Y 1 -k 2
$(OUT)/tests/rng/stream: $(OBJ)/tests/rng/stream.o $(OUT)/libbizcase.a
	@mkdir -p $(@D)
	@echo 'link $@'
	$(Q)$(LINK) $^ $(LIBRARIES) -o $@

deps: ## install the Debian packages that building and testing need, if they are missing
	@.ci/deps build

needs: $(if $(filter run test bench deps,$(MAKECMDGOALS)),deps)
	@$(if $(filter deps,$^),,.ci/deps --list build)

# Manual pages and completion come from the tables that --help comes from. VERBS: as the program's help lists them.
VERBS = $(shell $(BIZCASE) --help | sed -n '/^Verbs:/,/^$$/s/^  \([a-z-]*\).*/\1/p')
install: build ## install command, library, headers, manual and completion under DESTDIR and PREFIX (/usr/local)
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin lib/pkgconfig include/bizcase share/man/man1 share/bash-completion/completions)
	install $(BIZCASE) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(OUT)/libbizcase.a $(OUT)/$(SO) $(DESTDIR)$(PREFIX)/lib
	ln -sf $(SO) $(DESTDIR)$(PREFIX)/lib/libbizcase.so
	install -m 644 include/bizcase/*.h $(DESTDIR)$(PREFIX)/include/bizcase
	printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' \
	    'Name: bizcase' 'Description: financial business-case modelling engine' \
	    "Version: $$($(BIZCASE) --version | sed 's/^[^0-9]*//;q')" 'Cflags: -I$${includedir}' \
	    'Libs: -L$${libdir} -lbizcase' 'Requires.private: gsl jansson nettle xlsxwriter minizip expat zlib' 'Libs.private: -lcsv -lm -pthread' \
	    > $(DESTDIR)$(PREFIX)/lib/pkgconfig/bizcase.pc
	$(BIZCASE) help --man > $(DESTDIR)$(PREFIX)/share/man/man1/bizcase.1
	for verb in $(VERBS); do \
	    $(BIZCASE) help --man $$verb > $(DESTDIR)$(PREFIX)/share/man/man1/bizcase-$$verb.1 || exit; \
	done
	$(BIZCASE) help --completion > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/bizcase

deb: build ## make a Debian package of what install installs, build/bizcase_VERSION_ARCH.deb
	.ci/deb $(BIZCASE)

clean: ## remove everything that was built
	rm -rf build

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
